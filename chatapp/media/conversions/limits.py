"""What a file may be before it is converted, and what Meta takes afterwards. Sizes in bytes, durations in milliseconds.

Meta writes MB and KB and does not say which; decimal ones are right either way.
"""

KB, MB = 1000, 1000 * 1000

#: What Meta takes.
IMAGE = 5 * MB
AUDIO = 16 * MB
VIDEO = 16 * MB
DOCUMENT = 100 * MB
STICKER = 100 * KB
ANIMATED_STICKER = 500 * KB
STICKER_EDGE = 512
#: A longer voice note arrives with a download icon where its play button should be.
VOICE = 512 * KB

#: What somebody may bring to be converted.
BROUGHT = {
    "image": 50 * MB,
    "video": 100 * MB,
    "audio": 100 * MB,
    "voice": 50 * MB,
    "document": DOCUMENT,
    "sticker": 25 * MB,
}

#: Decompression bombs: pixels of a picture, of a JPEG (which can be read at a fraction of its size), of a film.
PIXELS, JPEG_PIXELS, FILM_PIXELS = 64_000_000, 128_000_000, 36_000_000
STREAMS = 16
LONGEST = 4 * 3600 * 1000
LONGEST_VOICE = 8 * 60 * 1000
LONGEST_STICKER = 10 * 1000
STICKER_FRAMES = 150

#: WhatsApp's own "HD" pictures end here.
IMAGE_EDGE = 4096
THUMBNAIL_EDGE = 480
POSTER_EDGE = 640
WAVEFORM_BARS = 48

"""What is measured of pushing."""

from chatapp import telemetry

SOCKETS = telemetry.Gauge("chatapp_sockets", "Open sockets", ("role",))
PUSHES = telemetry.Counter("chatapp_pushes", "Fragments and events published to watchers, in any language")
FRAMES = telemetry.Counter("chatapp_frames", "Frames handed to sockets; one push is a frame for each of its readers")
DROPPED = telemetry.Counter("chatapp_sockets_dropped", "Sockets closed because they read too slowly")

// What a file is sent as, unless somebody says otherwise.
const FAMILIES = ['image', 'video', 'audio'];
export const kindOf = file => FAMILIES.find(family => file.type.startsWith(`${family}/`)) ?? (/\.(heic|heif)$/i.test(file.name) ? 'image' : 'document');
export const captioned = kind => ['image', 'video', 'document'].includes(kind);

export function size(bytes) {
  const [unit, amount] = bytes < 1e6 ? ['kilobyte', bytes / 1e3] : ['megabyte', bytes / 1e6];
  return new Intl.NumberFormat(document.documentElement.lang, { style: 'unit', unit, maximumFractionDigits: amount < 10 ? 1 : 0 }).format(amount);
}

// A picture of a file that is still here only; null where a browser cannot draw it.
export function picture(file, kind) {
  if (!['image', 'sticker', 'video'].includes(kind) || /heic|heif/i.test(file.type + file.name)) return null;
  const moving = file.type.startsWith('video/');
  const element = document.createElement(moving ? 'video' : 'img');
  Object.assign(element, moving ? { muted: true, preload: 'metadata' } : { alt: '' });
  element.src = URL.createObjectURL(file);
  return element;
}

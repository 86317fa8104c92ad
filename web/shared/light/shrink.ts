// A photo as it leaves the device: scaled down and written anew as a JPEG of at most about 300 KB. That drops everything a camera
// notes beside the picture (EXIF: place, time, device), deliberately: where a report is made is told by its place, knowingly.

/** Bytes of a photo. */
const most = 300 * 1024;
/** Pixels of the longer side, and how well it is written; the first that is small enough. */
const ways = [
  [1600, 0.82],
  [1600, 0.66],
  [1280, 0.66],
  [1024, 0.6],
  [800, 0.5],
] as const;

type Picture = ImageBitmap | HTMLImageElement;

/** Upright, whichever way the camera was held. */
const read = async (file: Blob): Promise<Picture> => {
  if ('createImageBitmap' in globalThis) {
    try {
      return await createImageBitmap(file, { imageOrientation: 'from-image' });
    } catch {
      // Old browsers know no options, or not this type: the image element may.
    }
  }
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(url);
  }
};

const write = (picture: Picture, longest: number, quality: number): Promise<Blob | null> => {
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const paint = canvas.getContext('2d');
  if (!paint) return Promise.resolve(null);
  // Transparent parts of a PNG would turn black.
  paint.fillStyle = '#fff';
  paint.fillRect(0, 0, canvas.width, canvas.height);
  paint.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
};

/** The photo, small; null for a file that is no picture. */
export const shrink = async (file: Blob): Promise<Blob | null> => {
  const picture = await read(file).catch(() => null);
  if (!picture) return null;
  try {
    let smallest: Blob | null = null;
    for (const [longest, quality] of ways) {
      smallest = await write(picture, longest, quality);
      if (smallest && smallest.size <= most) return smallest;
    }
    return smallest;
  } finally {
    if ('close' in picture) picture.close();
  }
};

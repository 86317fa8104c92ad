// A real, small photo to send: a PNG drawn here, because a demonstration must not depend on a file lying about.
import { crc32, deflateSync } from 'node:zlib';

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
};

/** A PNG of `size` × `size` pixels, shading from one colour (red, green, blue) to black. */
export const drawPhoto = (
  [red, green, blue]: readonly [number, number, number],
  size = 64,
): Uint8Array<ArrayBuffer> => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // 8 bits a channel, RGB.
  header.set([8, 2], 8);
  const rows = Array.from({ length: size }, (_, y) => {
    const shade = 1 - y / size;
    const pixel = [red, green, blue].map((channel) => Math.round(channel * shade));
    // Each row begins with its filter, none.
    return Buffer.from([0, ...Array.from({ length: size }, () => pixel).flat()]);
  });
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return new Uint8Array(
    Buffer.concat([
      signature,
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(Buffer.concat(rows))),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
};

// Passwords are kept as scrypt hashes with their parameters, so that these can be raised later.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Cost, block size, parallelism: 32 MiB and about 0.1 s a try (OWASP's password storage advice for scrypt). */
const cost = { N: 2 ** 15, r: 8, p: 3 };
const maxmem = 128 * 1024 * 1024;

const derive = (password: string, salt: Buffer, { N, r, p }: typeof cost): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(password.normalize('NFKC'), salt, 32, { N, r, p, maxmem }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );

/** @returns `N$r$p$salt$hash`, the last two in base64url */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost);
  return [cost.N, cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
};

/** Takes as long for an unknown user (`stored` null) as for a known one. */
export const checkPassword = async (password: string, stored: string | null): Promise<boolean> => {
  const [N, r, p, salt, hash] = (stored ?? `${cost.N}$${cost.r}$${cost.p}$AAAA$`).split('$');
  const expected = Buffer.from(hash ?? '', 'base64url');
  const given = await derive(password, Buffer.from(salt ?? '', 'base64url'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  });
  return expected.length === given.length && timingSafeEqual(expected, given);
};

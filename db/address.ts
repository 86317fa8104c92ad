// From where somebody asks, as far as it tells one from another.

/** An IPv6 address stands for its network: whoever has one has all of that. @param ip as the socket or a believed proxy tells it */
export const addressOf = (ip: string): string => {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!plain.includes(':')) return plain;
  const [front = '', back = ''] = plain.toLowerCase().split('::');
  const groups = (part: string) => part.split(':').filter((group) => group !== '');
  const gap = plain.includes('::') ? 8 - groups(front).length - groups(back).length : 0;
  const all = [...groups(front), ...Array(Math.max(0, gap)).fill('0'), ...groups(back)];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
};

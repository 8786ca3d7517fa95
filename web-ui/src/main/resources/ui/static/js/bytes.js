const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** As the server writes sizes: 734 B, 1.25 MB, 40.1 GB. */
export function bytes(count) {
  let unit = 0;
  while (count >= 999.5 && unit < UNITS.length - 1) {
    count /= 1000;
    unit++;
  }
  const decimals = unit === 0 || count >= 99.95 ? 0 : count >= 9.995 ? 1 : 2;
  return `${count.toFixed(decimals)} ${UNITS[unit]}`;
}

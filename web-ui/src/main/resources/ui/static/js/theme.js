// Runs before the first paint, so that a page never flashes in the wrong colours.
(() => {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const chosen = localStorage.getItem('theme');
    document.documentElement.dataset.bsTheme = chosen ?? (dark.matches ? 'dark' : 'light');
    document.dispatchEvent(new CustomEvent('theme'));
  };
  apply();
  dark.addEventListener('change', apply);
  document.addEventListener('click', event => {
    if (!event.target.closest('#theme-toggle')) return;
    const next = document.documentElement.dataset.bsTheme === 'dark' ? 'light' : 'dark';
    // Back to what the system says means following it again.
    if (next === (dark.matches ? 'dark' : 'light')) localStorage.removeItem('theme');
    else localStorage.setItem('theme', next);
    apply();
  });
})();

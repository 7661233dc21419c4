// Before the first paint, so that a dark page never flashes white. A file of its own: the policy allows no inline script.
(() => {
  let choice = null;
  let density = null;
  try {
    choice = localStorage.getItem('millrace.theme');
    density = localStorage.getItem('millrace.density');
  } catch {
    // Storage may be switched off: then the system's scheme and the default density.
  }
  const dark = choice ? choice === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  document.documentElement.dataset.density =
    density ?? (matchMedia('(min-width: 1180px)').matches ? 'compact' : 'comfortable');
})();

// Runs before the first paint and before the pages' own scripts are parsed. The number is part of its name because it may be
// cached for good: raise it, here and in index.html, with every change. A file of its own: the policy allows no inline script.
(() => {
  let choice = null;
  let density = null;
  try {
    choice = localStorage.getItem('millrace.theme');
    density = localStorage.getItem('millrace.density');
  } catch {
    // Storage may be switched off: then the system's scheme and the default density.
  }
  // No flash of white on a dark page.
  const dark = choice ? choice === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  const wide = matchMedia('(min-width: 1180px)').matches;
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  document.documentElement.dataset.density = density ?? (wide ? 'compact' : 'comfortable');
  // The first rows of all mail travel while the scripts are parsed; taken over by inbox/early-rows.ts.
  const asked = new URLSearchParams(location.search);
  if (location.pathname === '/' && !asked.has('q') && !asked.has('sort')) {
    window.millraceEarly = {};
    for (const path of ['/api/v1/emails?limit=100&skip=0', '/api/v1/emails/count'])
      window.millraceEarly[path] = fetch(path).catch(() => undefined);
  }
})();

// Before the first paint, so that nobody sees the wrong theme for a moment; a file of its own, since pages may run no inline script.
try {
  const theme = localStorage.getItem('maru.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: the system's theme it is.
}

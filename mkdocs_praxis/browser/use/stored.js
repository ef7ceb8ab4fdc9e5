// Databases last: one that the page is opening is listed only when it is made.
async () => {
  const kept = {
    localStorage: Object.keys(localStorage), sessionStorage: Object.keys(sessionStorage), indexedDB: [],
    caches: 'caches' in window ? await caches.keys() : [],
    'service worker': 'serviceWorker' in navigator ? (await navigator.serviceWorker.getRegistrations()).map(r => r.scope) : [],
  };
  if (indexedDB.databases) kept.indexedDB = (await indexedDB.databases()).map(d => d.name);
  return kept;
}

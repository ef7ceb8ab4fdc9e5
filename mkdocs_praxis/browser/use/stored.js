// Databases that exist, of earlier pages or workers too, and those that the page opens (`opened.js`).
async () => {
  const kept = {
    localStorage: Object.keys(localStorage), sessionStorage: Object.keys(sessionStorage), indexedDB: [],
    caches: 'caches' in window ? await caches.keys() : [],
    'service worker': 'serviceWorker' in navigator ? (await navigator.serviceWorker.getRegistrations()).map(r => r.scope) : [],
  };
  const made = indexedDB.databases ? (await indexedDB.databases()).map(d => d.name) : [];
  kept.indexedDB = [...new Set([...(indexedDB.open.names || []), ...made])];
  return kept;
}

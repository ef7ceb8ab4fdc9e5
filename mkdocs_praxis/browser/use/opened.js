// Records the databases that the page opens: Chromium (156) lists one only once it is made, which may be after the visit.
(() => {
  const names = new Set(), factory = IDBFactory.prototype, {open, deleteDatabase} = factory;
  factory.open = function (name, ...rest) {
    const opening = open.call(this, name, ...rest);
    names.add(String(name));
    opening.addEventListener('error', () => names.delete(String(name)));
    return opening;
  };
  factory.deleteDatabase = function (name) {
    names.delete(String(name));
    return deleteDatabase.call(this, name);
  };
  Object.defineProperty(factory.open, 'names', {value: names});
})();

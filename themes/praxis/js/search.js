// Filters the list of pages on search.html. Asks nobody, stores nothing.
(function () {
  "use strict";
  var box = document.getElementById("suche");
  if (!box) return;
  box.hidden = false; // before the list below it is read, so that nothing jumps
  document.addEventListener("DOMContentLoaded", start);

  // "Über", "uber" and "ueber" should all find "Über".
  function plain(text) {
    return text.toLowerCase().replace(/ß/g, "ss").replace(/ae|ä/g, "a").replace(/oe|ö/g, "o").replace(/ue|ü/g, "u")
      .normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  function start() {
    var field = document.getElementById("q");
    var status = document.getElementById("treffer");
    var items = Array.prototype.slice.call(document.querySelectorAll(".search-list > li"));
    var heading = document.querySelector("main h2");
    var texts = items.map(function (item) {
      return { title: plain(item.querySelector("a").textContent), all: plain(item.textContent) };
    });

    function show() {
      var words = plain(field.value).split(/\s+/).filter(Boolean);
      var found = 0;
      items.forEach(function (item, i) {
        var hit = words.every(function (word) { return texts[i].all.indexOf(word) >= 0; });
        item.hidden = !hit;
        if (hit) found += 1;
      });
      items
        .map(function (item, i) { return { item: item, rank: words.some(function (w) { return texts[i].title.indexOf(w) >= 0; }) ? 0 : 1, i: i }; })
        .sort(function (a, b) { return a.rank - b.rank || a.i - b.i; })
        .forEach(function (entry) { entry.item.parentNode.appendChild(entry.item); });
      heading.hidden = words.length > 0;
      status.textContent = !words.length ? "" : !found ? box.dataset.none
        : found === 1 ? box.dataset.one : box.dataset.many.replace("{n}", found);
    }

    field.addEventListener("input", show);
    if (field.value) show(); // kept by the browser when one comes back
  }
})();

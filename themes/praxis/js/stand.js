// Says when the page is old, and which line of the hours is today's. Asks nobody, stores nothing; without it nothing is missing.
(function () {
  "use strict";
  var note = document.querySelector(".praxis-stale");
  var today = note && dayIn(note.dataset.zone);
  if (!today) return;
  var age = (Date.parse(today) - Date.parse(note.dataset.built)) / 86400000;
  if (age > Number(note.dataset.days)) note.hidden = false;
  else if (note.dataset.today && age >= 0 && note.dataset.other.split(" ").indexOf(today) < 0) mark(today);

  // The date where the practice is: a visitor may be elsewhere.
  function dayIn(zone) {
    try {
      var text = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date());
      return /^\d{4}-\d\d-\d\d$/.test(text) ? text : null;
    } catch (error) {
      return null;
    }
  }

  function mark(date) {
    var weekday = (new Date(date + "T12:00:00Z").getUTCDay() + 6) % 7;
    document.querySelectorAll(".praxis-week > [data-days~='" + weekday + "']").forEach(function (row) {
      var week = row.parentNode.dataset;
      if ((week.from && date < week.from) || (week.until && date > week.until)) return;
      var word = document.createElement("span");
      word.className = "praxis-today";
      word.textContent = note.dataset.today;
      row.setAttribute("aria-current", "date");
      row.firstElementChild.append(" ", word);
    });
  }
})();

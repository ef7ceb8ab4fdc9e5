// What a ruler sees on a page as it stands: a list of faults in words, empty when there are none. `zoomed`: text at 200 %.
({ zoomed, forgiving }) => {
  const found = [];
  const root = document.documentElement;
  const box = e => e.getBoundingClientRect();
  const shown = e => e.checkVisibility() && box(e).width > 0 && !e.closest('.visually-hidden, .praxis-visually-hidden, .skip, [hidden]');
  const name = e => `${e.tagName.toLowerCase()}.${e.className.baseVal ?? e.className} “${e.textContent.trim().slice(0, 40)}”`;
  const all = selector => [...document.querySelectorAll(selector)].filter(shown);

  const wide = root.scrollWidth - root.clientWidth;
  if (wide > 0) found.push(`${wide} px wider than the screen: ` + all('body *').filter(e => box(e).right > root.clientWidth + .5).slice(0, 3).map(name));

  // parts of the head stand side by side or below each other, never on one another; a drawing keeps off the words
  const apart = (one, other) => one.right <= other.left + 1 || other.right <= one.left + 1 || one.bottom <= other.top + 1 || other.bottom <= one.top + 1;
  const parts = all('.page-head > .wrap > *, .page-hero-text, .page-scene, .page-hero-picture').filter(e => !e.matches('.page-nav:has(details[open])'));
  parts.forEach((e, i) => parts.slice(i + 1).forEach(f => { if (!apart(box(e), box(f))) found.push(`${name(e)} lies on ${name(f)}`); }));

  // words cut off by their box
  for (const e of all('main *, header *, footer *, aside *')) {
    const style = getComputedStyle(e);
    if (e.clientHeight > 1 && /hidden|clip/.test(style.overflowX + style.overflowY) && !e.matches('.page-hero, svg, svg *') &&
        (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)) found.push(`cut off: ${name(e)}`);
  }

  // numbers stay in one piece, hours too, and days where nothing is enlarged
  for (const e of all('.praxis-number, .page-strip strong')) if (e.getClientRects().length > 1) found.push(`number in two lines: ${name(e)}`);
  if (!zoomed) {
    const lines = e => { const range = document.createRange(); range.selectNodeContents(e); return new Set([...range.getClientRects()].map(r => Math.round(r.top / 8))).size; };
    for (const e of all('.praxis-span')) if (lines(e) > 1 && !e.querySelector('small')) found.push(`hours in two lines: ${name(e)}`);
    for (const e of all('.praxis-week dt')) if (!/[ ,]/.test(e.textContent.trim()) && lines(e) > 1) found.push(`day in two lines: ${name(e)}`);
  }

  // small words
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = texts.nextNode());) {
    const e = node.parentElement;
    if (node.data.trim() && e && shown(e) && !e.closest('sup, sub, svg, code, kbd, script, style') && parseFloat(getComputedStyle(e).fontSize) < 15.9) found.push(`small words: ${name(e)}`);
  }

  // what a finger aims at; links within a sentence are excused (WCAG 2.5.8)
  const aims = all('a, button, summary, input').filter(e => !(e.closest('.praxis-choice') && box(e.closest('.praxis-choice')).height > 43.5 ||getComputedStyle(e).display === 'inline' ||
    e.closest('p, li, dd, td, address, figcaption, h2, h3, h4') && !e.closest('nav, footer, .page-strip, .praxis-actions') && !e.matches('.praxis-button, .tap, summary')));
  if (!forgiving) for (const e of aims) if (box(e).height < 43.5) found.push(`small target (${Math.round(box(e).height)} px): ${name(e)}`);
  const buttons = all('.praxis-button');
  buttons.forEach((e, i) => buttons.slice(i + 1).forEach(f => {
    const a = box(e), b = box(f), x = Math.max(b.left - a.right, a.left - b.right), y = Math.max(b.top - a.bottom, a.top - b.bottom);
    if (Math.max(x, y) < 7.5) found.push(`buttons closer than 8 px: ${name(e)}, ${name(f)}`);
  }));
  return [...new Set(found)];
}

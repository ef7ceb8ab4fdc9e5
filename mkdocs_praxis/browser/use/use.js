() => {
  for (const details of document.querySelectorAll('details')) details.open = true;
  for (const field of document.querySelectorAll('input[type=search], input[type=text], input:not([type])')) {
    field.focus(); field.value = 'praxis'; field.dispatchEvent(new Event('input', {bubbles: true}));
    field.dispatchEvent(new KeyboardEvent('keyup', {bubbles: true, key: 's'}));
  }
  for (const element of [...document.querySelectorAll('a[href], button, select, textarea, [tabindex]')].slice(0, 300)) element.focus();
  window.scrollTo(0, document.documentElement.scrollHeight);
}

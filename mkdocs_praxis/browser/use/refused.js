// Records contacts blocked by the policy (CSP3 §5.5), or by the guard, which logs to the console.
(() => {
  const note = (...told) => { try { __praxisRefused(told.map(String)) } catch {} };
  addEventListener('securitypolicyviolation', e => {
    if (e.disposition === 'enforce') note(e.blockedURI, e.effectiveDirective, e.sourceFile || '', e.lineNumber || 0);
  }, true);
  addEventListener('error', e => { if (e.message) note('', 'error', e.filename || '', e.lineno || 0, e.message); });
})();

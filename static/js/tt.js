// Names the Trusted Types policy that the content security policy allows, and turns htmx's eval off for good.
const refused = function () {
  return { call() { throw new Error('htmx: code in attributes is disabled'); } };
};

htmx.registerExtension('tt', {
  init(api) {
    const policy = window.trustedTypes?.createPolicy('htmx', {
      createHTML: html => html,
      createScript() { throw new TypeError('htmx: no scripts in fragments'); },
    });
    api.initSecurity(policy, refused, refused);
  },
});

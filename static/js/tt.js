// Names the Trusted Types policy that the content security policy allows, and turns htmx's eval off for good: in one
// go with loading htmx, which would otherwise begin as soon as it is there, before this when the network is slow.
import htmx from '../vendor/htmx.esm.min.js';

const refused = function () {
  return { call() { throw new Error('htmx: code in attributes is disabled'); } };
};

let policy;

// A fragment to be read, not shown: nothing in it runs or loads.
export const read = html => new DOMParser().parseFromString(policy?.createHTML(html) ?? html, 'text/html');

htmx.registerExtension('tt', {
  init(api) {
    policy = window.trustedTypes?.createPolicy('htmx', {
      createHTML: html => html,
      createScript() { throw new TypeError('htmx: no scripts in fragments'); },
    });
    api.initSecurity(policy, refused, refused);
  },
});

/** Shows openapi.json with Swagger UI, which can also send requests. */

const dark = matchMedia('(prefers-color-scheme: dark)');

function updateTheme() {
  document.documentElement.classList.toggle('dark-mode', dark.matches);
}

const nothing = () => () => null;

/** Hides the login buttons, because the browser is logged in, and the choice of a single server. */
const plain = () => ({
  wrapComponents: {
    authorizeBtn: nothing,
    authorizeOperationBtn: nothing,
    ServersContainer: nothing,
  },
});

dark.addEventListener('change', updateTheme);
updateTheme();
SwaggerUIBundle({
  url: '/api/openapi.json',
  domNode: document.getElementById('reference'),
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  plugins: [plain],
  // numbers are hard to read with the default theme
  syntaxHighlight: { theme: 'monokai' },
  // the default validator sends the description to another host
  validatorUrl: null,
});

/** Shows openapi.json with Swagger UI, which also sends the requests that it describes. */

const dark = matchMedia('(prefers-color-scheme: dark)');

function colour() {
  document.documentElement.classList.toggle('dark-mode', dark.matches);
}

const nothing = () => () => null;

/** Leaves out the logins, because the browser has logged in already, and the choice between one server. */
const plain = () => ({
  wrapComponents: {
    authorizeBtn: nothing,
    authorizeOperationBtn: nothing,
    ServersContainer: nothing,
  },
});

dark.addEventListener('change', colour);
colour();
SwaggerUIBundle({
  url: '/api/openapi.json',
  domNode: document.getElementById('reference'),
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  plugins: [plain],
  // of the default one, numbers are hard to read
  syntaxHighlight: { theme: 'monokai' },
  // the default sends the description to another host
  validatorUrl: null,
});

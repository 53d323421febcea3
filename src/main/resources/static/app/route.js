/** Views and their addresses: `#/`, `#/new?from=ID`, `#/replays/ID`. */
export function parseRoute(hash = location.hash) {
  const [path, search] = hash.replace(/^#/, '').split('?');
  const parameters = new URLSearchParams(search);
  const [first, id] = path.split('/').filter(Boolean);
  if (first === 'new') {
    return { view: 'new', parameters };
  }
  if (first === 'replays' && id) {
    return { view: 'replay', id: decodeURIComponent(id), parameters };
  }
  return { view: 'list', parameters };
}

export const LIST = '#/';
export const NEW = '#/new';
export const replayRoute = (id) => `#/replays/${encodeURIComponent(id)}`;
export const templateRoute = (id) => `${NEW}?from=${encodeURIComponent(id)}`;

export function go(route) {
  location.hash = route;
}

export function title(text) {
  document.title = text ? `${text} · sfn-replay` : 'sfn-replay';
}

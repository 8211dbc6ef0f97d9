// Calls to the control interface of the simulator.

export async function see(what, query = {}) {
  const answer = await fetch(`/sim/${what}?${new URLSearchParams(query)}`);
  return answer.json();
}

export async function order(what, body = {}) {
  const answer = await fetch(`/sim/${what}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.error || `HTTP ${answer.status}`);
  return json;
}

/** An element with properties and children; texts are never read as HTML. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name in node && name !== 'list') node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
  return node;
}

export const clockTime = (at) => at.slice(11, 16);
export const dayTime = (at) => `${at.slice(5, 7)}月${at.slice(8, 10)}日 ${at.slice(11, 16)}`;
/** The simulator may be reached under another name than it knows itself by. */
export const local = (url) => {
  try {
    const parsed = new URL(url);
    return /^\/(mmbiz|s|draft)\//.test(parsed.pathname) ? parsed.pathname : url;
  } catch {
    return url;
  }
};

let hide;
export function toast(text) {
  const box = document.getElementById('toast');
  box.textContent = text;
  box.hidden = false;
  clearTimeout(hide);
  hide = setTimeout(() => { box.hidden = true; }, 4000);
}

/** Asks for values in a dialog; null when it was cancelled. Fields: {name, label, value, type, hint}. */
export function ask(title, fields) {
  const dialog = document.getElementById('ask');
  document.getElementById('ask-title').textContent = title;
  document.getElementById('ask-fields').replaceChildren(...fields.map((field) => {
    const input = el('input', { name: field.name, type: field.type || 'text' });
    if (field.type === 'checkbox') input.checked = Boolean(field.value);
    else input.value = field.value || '';
    if (field.readonly) input.readOnly = true;
    return field.type === 'checkbox'
      ? el('label', { className: 'check' }, input, field.label)
      : el('label', {}, field.label, input);
  }));
  return new Promise((resolve) => {
    dialog.onclose = () => {
      if (dialog.returnValue !== 'ok') return resolve(null);
      const values = {};
      for (const input of dialog.querySelectorAll('#ask-fields input')) {
        values[input.name] = input.type === 'checkbox' ? input.checked : input.value.trim();
      }
      return resolve(values);
    };
    dialog.returnValue = '';
    dialog.showModal();
  });
}

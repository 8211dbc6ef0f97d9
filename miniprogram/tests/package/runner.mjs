// Runs the built mini program in Node as WeChat would: `wx` and Page/Component are ours, the templates are rendered by
// WeChat's own compiler, taps go to the handlers that the templates name. No layout, and only the parts of WeChat that
// this program uses.
import { createRequire } from "node:module";
import { dirname, join, normalize } from "node:path";
import { jsonOf, miniProgram, project } from "./built.mjs";

const fromProject = createRequire(join(project, "package.json"));
globalThis.window ??= {}; // what the compiled templates look for
const template = new Function(fromProject("miniprogram-compiler").wxmlToJs(miniProgram))();
const load = createRequire(join(miniProgram, "app.js"));

let running = null;

/** One at a time: a new one ends the one before. */
export class MiniProgram {
  /** `wx`: an object with the interfaces as its own members; uni-app copies them one by one. */
  constructor(wx) {
    if (running) running.ended = true;
    running = this;
    this.ended = false;
    /** What went wrong inside: Vue reports it and goes on. */
    this.errors = [];
    console.error = (...words) => this.errors.push(words.map((word) => word?.stack ?? String(word)).join(" "));
    this.defined = null;
    this.components = new Map();
    this.nextId = 0;
    for (const path of Object.keys(load.cache)) if (path.startsWith(miniProgram)) delete load.cache[path];
    const define = (options) => {
      this.defined = options;
    };
    const app = {};
    this.app = app;
    this.pages = [];
    Object.assign(globalThis, {
      wx,
      App: (options) => Object.assign(app, options),
      Page: define,
      Component: define,
      getApp: () => app,
      getCurrentPages: () => this.pages,
    });
  }

  /** The texts that the program shows, from its own module. */
  get words() {
    return load("./words.js").words;
  }

  launch(query = {}) {
    load("./app.js");
    this.app.onLaunch?.({ query, scene: 1001, path: "pages/index/index" });
    this.app.onShow?.({ query, scene: 1001 });
  }

  open(route, options = {}) {
    const page = this.create(route, { route, options });
    this.pages.push(page);
    page.start();
    page.onLoad?.(options);
    page.onShow?.();
    page.definition.lifetimes.ready?.call(page);
    page.onReady?.();
    page.render();
    return page;
  }

  definitionOf(path) {
    if (!this.components.has(path)) {
      this.defined = null;
      load(`./${path}.js`);
      if (!this.defined) throw new Error(`${path}.js defines no page or component`);
      this.components.set(path, this.defined);
    }
    return this.components.get(path);
  }

  create(path, extra) {
    return new Instance(this, path, this.definitionOf(path), extra);
  }
}

class Instance {
  constructor(program, path, definition, { route, options, properties = {}, onLink }) {
    this.program = program;
    this.definition = definition;
    this.is = path;
    this.route = route;
    this.options = options;
    this.onLink = onLink;
    this.__wxExparserNodeId__ = String((program.nextId += 1));
    this.__wxWebviewId__ = 1;
    this.properties = {};
    for (const [name, kind] of Object.entries(definition.properties ?? {})) this.properties[name] = kind?.value;
    Object.assign(this.properties, properties);
    this.data = this.properties;
    this.children = new Map();
    Object.assign(this, definition.methods);
    const used = jsonOf(miniProgram, `${path}.json`).usingComponents ?? {};
    this.used = Object.fromEntries(
      Object.entries(used).map(([tag, to]) => [
        tag,
        to.startsWith("/") ? to.slice(1) : normalize(join(dirname(path), to)),
      ]),
    );
  }

  start() {
    this.definition.lifetimes.attached.call(this);
    this.started = true;
    this.render();
  }

  setData(values, done) {
    for (const [path, value] of Object.entries(values)) put(this.data, path, value);
    if (this.started) this.render(); // before that WeChat shows nothing either
    done?.();
  }

  triggerEvent(name, detail) {
    this.onLink?.(name, detail);
  }

  selectComponent() {
    return null;
  }
  selectAllComponents() {
    return [];
  }

  /** Renders the template and brings the components that it names to life. */
  render() {
    if (this.rendering || this.program.ended) return;
    this.rendering = true;
    try {
      this.tree = template(`${this.is}.wxml`)(this.data, {}, {});
      const seen = new Set();
      walk(this.tree, (node) => this.meetComponent(node, seen));
      for (const [key, child] of this.children) {
        if (seen.has(key)) continue;
        this.children.delete(key);
        child.definition.lifetimes.detached?.call(child);
      }
    } finally {
      this.rendering = false;
    }
  }

  meetComponent(node, seen) {
    const path = this.used[tagOf(node)];
    if (!path) return;
    const key = node.attr.uI;
    seen.add(key);
    node.instance = this.children.get(key);
    if (node.instance) return node.instance.receive(node.attr.uP);
    const onLink = (name, detail) => {
      const handler = attributeOf(node, `bind${name}`) ?? attributeOf(node, `bind:${name}`);
      if (handler) this[handler]?.({ type: name, detail, currentTarget: { dataset: {} }, target: { dataset: {} } });
    };
    const { uI, uP, uS } = node.attr;
    node.instance = this.program.create(path, { properties: { uI, uP, uS }, onLink });
    this.children.set(key, node.instance);
    node.instance.start();
    node.instance.definition.lifetimes.ready?.call(node.instance);
  }

  receive(uP) {
    if (this.properties.uP === uP) return;
    this.properties.uP = uP;
    const observed = this.definition.observers?.uP ?? this.definition.properties?.uP?.observer;
    observed?.call(this, uP);
    this.render();
  }

  /** All text that is shown, of the components too. */
  get text() {
    const parts = [];
    walk(this.tree, (node) => {
      if (typeof node === "string") parts.push(node);
      else if (node.instance) parts.push(node.instance.text);
    });
    return parts.join(" ").replace(/\s+/g, " ").trim();
  }

  /** Taps the innermost thing that shows exactly this text; null when nothing does. */
  tap(text) {
    const node = findTap(this.tree, text.replace(/\s+/g, ""));
    if (node) {
      const target = { dataset: datasetOf(node) };
      return (
        this[node.attr.bindtap]({ type: "tap", detail: {}, timeStamp: Date.now(), target, currentTarget: target }) ??
        true
      );
    }
    for (const child of this.children.values()) {
      const tapped = child.tap(text);
      if (tapped) return tapped;
    }
    return null;
  }

  /** Types into the first field with this label. */
  type(label, value) {
    let done = false;
    walk(this.tree, (node) => {
      const handler = attributeOf(node, "bindinput");
      if (done || !handler || attributeOf(node, "aria-label") !== label) return;
      done = true;
      this[handler]({ type: "input", detail: { value }, currentTarget: { dataset: {} }, target: { dataset: {} } });
    });
    return done || [...this.children.values()].some((child) => child.type(label, value));
  }
}

const tagOf = (node) => (typeof node === "object" && node !== null ? String(node.tag ?? "").replace(/^wx-/, "") : "");
const attributeOf = (node, name) => (typeof node === "object" && node !== null ? node.attr?.[name] : undefined);

function findTap(node, text) {
  if (typeof node !== "object" || node === null) return null;
  for (const child of node.children ?? []) {
    const found = findTap(child, text);
    if (found) return found;
  }
  const shown = [];
  walk(node, (each) => typeof each === "string" && shown.push(each));
  return attributeOf(node, "bindtap") && shown.join("").replace(/\s+/g, "") === text ? node : null;
}

function datasetOf(node) {
  const data = Object.entries(node.attr ?? {}).filter(([name]) => name.startsWith("data-"));
  return Object.fromEntries(data.map(([name, value]) => [name.slice(5), value]));
}

function walk(node, visit) {
  if (node === null || node === undefined) return;
  visit(node);
  if (typeof node === "object") for (const child of node.children ?? []) walk(child, visit);
}

function put(data, path, value) {
  const steps = path.replace(/\[(\d+)\]/g, ".$1").split(".");
  let place = data;
  for (const step of steps.slice(0, -1)) place = place[step] ??= {};
  place[steps[steps.length - 1]] = value;
}

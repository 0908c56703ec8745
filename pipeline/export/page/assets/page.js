"use strict";
(() => {
const data = JSON.parse(document.getElementById("data").textContent);
const { docs, names, sentences, words } = data;
// Events drawn at a time, events printed at most, width of a printed page in pixels.
const PAGE = 200, PRINTED = 3000, PAPER = 680, SVG = "http://www.w3.org/2000/svg";
const byId = id => document.getElementById(id);
const KEYS = ["q", "from", "to", "region", "program", "actor", "cat", "status"];
const form = byId("filters"), lanesBox = byId("lanes"), list = byId("list"), dialog = byId("detail");

// Events as objects. Days are numbers: days since 1970.
const day = iso => iso ? Date.parse(iso + "T00:00:00Z") / 864e5 : null;
const events = data.events.map((e, at) => {
  const [id, edtf, earliest, latest, precision, basis, status, category, stage, instrument, themes, title, regions, programs, actors, links, evidence] = e;
  const first = day(earliest ?? latest), last = day(latest ?? earliest);
  return { at, id, edtf, first, last, openEnd: !!earliest && !latest, openStart: !earliest && !!latest, precision, basis, status, category, stage, instrument, themes, title, regions, programs, actors, links, evidence };
});
const eventOf = new Map(events.map(e => [e.id, e]));
const backLinks = new Map();
for (const e of events) for (const [relation, other, old, now] of e.links) backLinks.set(other, [...(backLinks.get(other) ?? []), [relation, e, old, now]]);
const nameOf = at => names[at][1];
let haystacks = null;
const haystack = e => (haystacks ??= events.map(one => [one.title, ...one.evidence.map(v => sentences[v[1]]), ...[...one.regions, ...one.programs, ...one.actors.map(a => a[0])].map(nameOf)].join("\n").toLowerCase()))[e.at];

// Language. The page holds both; what the script writes follows <html lang>.
let lang = "ko";
const word = (key, values = {}) => {
  let text = (words[key] ?? [key, key])[lang === "ko" ? 0 : 1];
  for (const [name, value] of Object.entries(values)) text = text.replace(`{${name}}`, value);
  return text;
};
const number = n => n.toLocaleString("en-US");
const label = (kind, code) => code == null ? "" : `labels.${kind}.${code}` in words ? word(`labels.${kind}.${code}`) : code;

// Elements; text is only ever set as text.
const put = (node, attributes, children) => {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value == null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter(child => child != null && child !== false));
  return node;
};
const el = (tag, attributes, ...children) => put(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) => put(document.createElementNS(SVG, tag), attributes, children);
const safe = url => { try { const u = new URL(url); return u.protocol === "http:" || u.protocol === "https:" ? u.href : null; } catch { return null; } };

// EDTF in words.
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const PARTS = { 21: ["봄", "spring"], 22: ["여름", "summer"], 23: ["가을", "autumn"], 24: ["겨울", "winter"], 33: ["1분기", "Q1"], 34: ["2분기", "Q2"], 35: ["3분기", "Q3"], 36: ["4분기", "Q4"], 40: ["상반기", "first half"], 41: ["하반기", "second half"] };
const point = text => {
  const about = text.endsWith("~"), [year, month, dayOfMonth] = text.replace("~", "").split("-");
  let shown;
  if (/^\d{3}X$/.test(year)) shown = lang === "ko" ? `${year.slice(0, 3)}0년대` : `${year.slice(0, 3)}0s`;
  else if (PARTS[month]) shown = lang === "ko" ? `${year} ${PARTS[month][0]}` : `${PARTS[month][1]} ${year}`;
  else if (lang === "ko") shown = [year, month, dayOfMonth].filter(Boolean).map((p, i) => i ? `${+p}.` : month ? `${p}.` : p).join(" ");
  else shown = [dayOfMonth && +dayOfMonth, month && (MONTHS[month - 1] ?? month), year].filter(Boolean).join(" ");
  return about ? (lang === "ko" ? `${shown}경` : `c. ${shown}`) : shown;
};
const when = edtf => {
  if (!edtf) return word("timeline.undated");
  const [a, b] = edtf.split("/");
  if (b === undefined) return point(a);
  if (b === ".." || b === "") return lang === "ko" ? `${point(a)}~` : `from ${point(a)}`;
  if (a === ".." || a === "") return lang === "ko" ? `~${point(b)}` : `by ${point(b)}`;
  const [ya, ma] = a.split("-"), [yb, mb, db] = b.replace("~", "").split("-");
  if (ma && ya === yb && a.length === b.length && +ma < 20) {
    if (lang === "ko") return `${point(a)}–${(db && ma === mb ? [db] : [mb, db]).filter(Boolean).map(p => `${+p}.`).join(" ")}`;
    if (db && ma === mb) return `${+a.slice(8, 10)}–${point(b)}`;
    return `${point(a).replace(` ${ya}`, "")} – ${point(b)}`;
  }
  return lang === "ko" ? `${point(a)}–${point(b)}` : `${point(a)} – ${point(b)}`;
};

// What is asked for: in the address, so that every view can be linked.
const state = { lang: "ko", lanes: "program", event: "", all: "" };
for (const key of KEYS) state[key] = "";
const DEFAULTS = { ...state };
const readHash = () => {
  const hash = location.hash.slice(1);
  if (hash && !hash.includes("=")) return false;
  const asked = new URLSearchParams(hash);
  for (const key of Object.keys(state)) state[key] = asked.get(key) ?? DEFAULTS[key];
  if (!["program", "region", "body"].includes(state.lanes)) state.lanes = "program";
  if (state.lang !== "en") state.lang = "ko";
  return true;
};
const writeHash = () => {
  const kept = new URLSearchParams(Object.entries(state).filter(([key, value]) => value && value !== DEFAULTS[key]));
  const text = kept.toString();
  history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
};

// Filters.
const span = text => {
  const m = /^(\d{4})(?:[-. ]+(\d{1,2}))?(?:[-. ]+(\d{1,2}))?\.?$/.exec(text.trim());
  if (!m) return null;
  const [y, mo, d] = [+m[1], m[2] && +m[2], m[3] && +m[3]];
  if (mo === 0 || mo > 12 || d === 0 || d > 31) return null;
  const first = Date.UTC(y, (mo ?? 1) - 1, d ?? 1), last = d ? first : mo ? Date.UTC(y, mo, 0) : Date.UTC(y, 12, 0);
  return [first / 864e5, last / 864e5];
};
const covers = Object.fromEntries(Object.entries(data.covers).map(([kind, rows]) => [kind, new Map(rows.map(([name, meant]) => [names[name][0], new Set(meant)]))]));
const has = (ids, meant) => ids.some(id => meant.has(id));
const idsOf = { region: e => e.regions, program: e => e.programs, actor: e => e.actors.map(a => a[0]) };
let from = null, to = null;
const filtered = () => {
  const dates = { from: state.from ? span(state.from) : null, to: state.to ? span(state.to) : null };
  let bad = false;
  for (const key of ["from", "to"]) {
    const wrong = !!state[key] && !dates[key];
    form.elements[key].setAttribute("aria-invalid", wrong);
    bad ||= wrong;
  }
  byId("date-bad").hidden = !bad;
  from = dates.from?.[0] ?? null; to = dates.to?.[1] ?? null;
  const needles = state.q.toLowerCase().split(/\s+/).filter(Boolean);
  const meant = Object.entries(idsOf).filter(([kind]) => state[kind]).map(([kind, ids]) => [ids, covers[kind].get(state[kind]) ?? new Set()]);
  return events.filter(e =>
    (from === null || e.first !== null && (e.openEnd || e.last >= from)) &&
    (to === null || e.first !== null && e.first <= to) &&
    (!state.cat || e.category === state.cat) && (!state.status || e.status === state.status) &&
    meant.every(([ids, set]) => has(ids(e), set)) &&
    (!needles.length || needles.every(n => haystack(e).includes(n))));
};

// Marks: the shape tells the precision, the filling the status.
const COARSE = new Set(["month", "quarter", "half", "year", "decade"]);
const shape = (e, x, y, width) => {
  const parts = [];
  if (e.precision === "day" && width <= 9) parts.push(svg("circle", { class: "shape", cx: x + 5, cy: y, r: 4.6 }));
  else if (e.openEnd) parts.push(svg("path", { class: "shape", d: `M${x} ${y - 4}h18l6 4-6 4h-18z` }));
  else if (e.openStart) parts.push(svg("path", { class: "shape", d: `M${x} ${y}l6-4h8v8h-8z` }), svg("path", { class: "shape", d: `M${x + 15} ${y - 6}v12` }));
  else parts.push(svg("rect", { class: "shape", x, y: y - 4, width: Math.max(width, 9), height: 8, rx: e.precision === "interval" ? 0 : 2.5 }));
  const middle = x + Math.max(Math.min(width, 9), 9) / 2;
  if (e.status === "cancelled") parts.push(svg("path", { class: "sign", d: `M${middle - 6} ${y - 6}l12 12m0-12l-12 12` }));
  if (e.status === "postponed") parts.push(svg("path", { class: "sign", d: `M${middle + 7} ${y - 4}l4 4-4 4` }));
  return parts;
};
const kind = e => `${e.status}${COARSE.has(e.precision) ? " coarse" : ""}`;
const glyph = e => svg("svg", { class: kind(e), width: 18, height: 14, viewBox: "0 0 18 14", "aria-hidden": "true" }, shape(e, e.precision === "day" ? 4 : 1, 7, e.precision === "interval" ? 16 : e.precision === "day" ? 9 : 12));
const told = n => n === 1 ? word("timeline.told_by_one") : word("timeline.told_by", { n });
const spoken = e => [when(e.edtf), label("status", e.status), label("category", e.category), e.title].filter(Boolean).join(", ");
const spanOf = e => e.precision === "day" ? e.first : e.last;

// Lanes.
const TALL = 4000, MAX_ROWS = 14, ROW = 19, LABEL = 12.2;
const years = (a, b) => { const found = []; for (let y = a; y <= b; y++) found.push(y); return found; };
const yearOf = d => new Date(d * 864e5).getUTCFullYear();
const startOf = y => Date.UTC(y, 0, 1) / 864e5;
const domainOf = shown => {
  const firsts = shown.filter(e => e.first !== null).map(e => e.first).sort((a, b) => a - b);
  if (!firsts.length) return [startOf(2004), startOf(2019)];
  const lo = firsts[Math.floor(firsts.length * .02)], hi = firsts[Math.min(firsts.length - 1, Math.floor(firsts.length * .985))];
  let [a, b] = [from ?? startOf(yearOf(lo)), to === null ? startOf(yearOf(hi) + 1) : to + 1];
  if (b - a < 31) { a -= 15; b += 15; }
  return [a, b];
};
const width = text => { let n = 0; for (const c of text) n += c.charCodeAt(0) > 0x2e80 ? LABEL : LABEL * .56; return n; };
const short = text => { let n = 0, cut = ""; for (const c of text) { n += c.charCodeAt(0) > 0x2e80 ? 2 : 1; if (n > 34) return cut.trimEnd() + "…"; cut += c; } return cut; };
const fit = (text, room) => {
  if (width(text) <= room) return text;
  while (text && width(text + "…") > room) text = text.slice(0, -1);
  return text.length > 3 ? text.trimEnd() + "…" : "";
};
// Rows for marks; with labels a mark takes its text along, to the left where the right has no room.
const pack = (marks, labelled, limit, W) => {
  for (const m of marks) {
    const box = Math.max(m.w, 10), room = Math.max(W - m.x - box, m.x) - 10;
    if (labelled) m.text = fit(m.text, room);
    const text = labelled ? width(m.text) + 9 : 0;
    m.flip = labelled && m.x + box + text > W && m.x - text > 0;
    m.left = m.flip ? m.x - text : m.x - 3;
    m.right = m.x + box + (m.flip ? 3 : text + 3);
  }
  marks.sort((p, q) => p.left - q.left || p.x - q.x || q.w - p.w);
  const ends = [];
  for (const m of marks) {
    let row = ends.findIndex(end => end <= m.left);
    if (row < 0) { row = ends.length; if (row >= limit) return null; }
    ends[row] = m.right; m.row = row;
  }
  marks.sort((p, q) => p.x - q.x || p.row - q.row);
  return ends.length;
};
const setFilter = changes => { Object.assign(state, changes); fillForm(); refresh(); };
const drawLanes = (shown, paper) => {
  const inside = new Set(shown), [a, b] = domainOf(shown);
  const narrow = matchMedia("(max-width: 44rem)").matches;
  const total = paper ?? (lanesBox.clientWidth || 900), W = Math.max(total - (narrow ? 0 : 184), 240), scale = d => (d - a) / (b - a) * W;
  const step = [1, 2, 5, 10, 20, 50, 100].find(s => (yearOf(b - 1) - yearOf(a) + 1) / s * 44 <= W) ?? 100;
  const ticks = years(yearOf(a), yearOf(b - 1)).filter(y => y % step === 0 || step === 1);
  const rules = () => ticks.map(y => scale(startOf(y))).filter(x => x > 0).map(x => svg("line", { class: "grid", x1: x, x2: x, y1: 0, y2: TALL }));
  const axis = el("div", { class: "lane axis" }, el("div", { class: "lane-name" }),
    el("div", { class: "track" }, svg("svg", { height: 28, role: "group", "aria-label": word("timeline.from") }, rules(),
      ticks.map(y => {
        const x = Math.max(scale(startOf(y)), 0), zoom = () => setFilter({ from: `${y}`, to: `${y}` });
        if (W - x < 30) return null;
        return svg("g", { class: "year", role: "button", tabindex: -1, onclick: zoom }, svg("title", {}, word("timeline.year_zoom", { y })), svg("text", { x: x + 5, y: 19 }, `${y}`));
      }))));
  const rows = [axis];
  for (const [lane, members, places] of data.lanes[state.lanes]) {
    const mine = places.map(at => events[at]).filter(e => inside.has(e));
    if (!mine.length) continue;
    const ident = typeof lane === "number" ? names[lane][0] : lane;
    const title = typeof lane !== "number" ? word(lane === "other" ? `timeline.other_${state.lanes}` : "timeline.abroad") : members.length > 1 && state.lanes !== "region" ? nameOf(members.at(-1)) : `labels.region.${ident}` in words ? label("region", ident) : nameOf(lane);
    const dated = mine.filter(e => e.first !== null && e.first < b && (e.openEnd ? e.first : spanOf(e)) >= a);
    const marks = dated.map(e => {
      const x = Math.max(scale(e.openStart ? e.last : e.first) - (e.openStart ? 15 : e.precision === "day" ? 5 : 0), 1);
      const end = Math.min(scale((e.openStart || e.openEnd ? e.first : e.last) + 1), W - 1);
      return { e, x: Math.min(x, W - 12), w: e.openEnd ? 24 : e.openStart ? 16 : Math.max(end - x, 9), text: short(e.title) };
    }).sort((p, q) => p.x - q.x || q.w - p.w);
    const bands = members.length > 1 && state.lanes !== "region" ? members : [];
    const top = bands.length ? 20 : 6;
    let labelled = true, n = marks.length > 60 ? null : pack(marks, true, narrow ? 4 : 7, W);
    if (n === null) { labelled = false; n = marks.length > 400 ? null : pack(marks, false, MAX_ROWS, W); }
    const height = top + (n === null ? 46 : Math.max(n, 1) * ROW) + 8;
    const drawn = svg("svg", { height, role: "group", "aria-label": `${title}, ${word("timeline.count", { n: number(mine.length) })}` }, rules(), succession(bands, scale, W));
    if (n === null) drawn.append(...density(dated, scale, a, b, W, top, height, ident));
    else marks.forEach((m, at) => {
      const y = top + m.row * ROW + ROW / 2 + 1;
      drawn.append(svg("g", { class: `mark ${kind(m.e)}`, role: "button", tabindex: at ? -1 : 0, "data-at": m.e.at },
        svg("title", {}, spoken(m.e)), svg("rect", { class: "hit", x: m.x - 3, y: y - 9, width: Math.max(m.w, 10) + 6, height: 18, rx: 3 }), shape(m.e, m.x, y, m.w),
        labelled ? svg("text", { x: m.flip ? m.x - 5 : m.x + Math.max(m.w, 10) + 5, y: y + 4, "text-anchor": m.flip ? "end" : "start", lang: "ko" }, m.text) : null));
    });
    rows.push(el("div", { class: "lane" }, el("div", { class: "lane-name" },
      el("span", { lang: typeof lane === "number" ? "ko" : lang }, title), " ", el("span", { class: "n" }, word("timeline.count", { n: number(mine.length) })),
      members.length > 1 ? el("span", { class: "line", lang: "ko" }, members.map(nameOf).join(" → ")) : null), el("div", { class: "track" }, drawn)));
  }
  const early = shown.filter(e => e.first !== null && spanOf(e) < a && !e.openEnd).length, late = shown.filter(e => e.first !== null && e.first >= b).length;
  if (early || late) rows.push(el("div", { class: "edge" },
    early ? el("button", { type: "button", onclick: () => setFilter({ from: "", to: iso(a - 1) }) }, "← " + word("timeline.before", { n: number(early) })) : el("span"),
    late ? el("button", { type: "button", onclick: () => setFilter({ from: iso(b), to: "" }) }, word("timeline.after", { n: number(late) }) + " →") : null));
  lanesBox.replaceChildren(...rows);
};
const iso = d => new Date(d * 864e5).toISOString().slice(0, 10);
// Who bore the line when: a name at the start of its time, a rule where it passes on.
const succession = (members, scale, W) => members.flatMap((at, i) => {
  const [, name, , since, until] = names[at];
  const x1 = Math.max(since ? scale(day(since)) : 0, 0), x2 = Math.min(until ? scale(day(until) + 1) : W, W);
  if (x2 <= 0 || x1 >= W || x2 <= x1) return [];
  const room = x2 - x1 > width(name) * .9;
  return [i % 2 ? svg("rect", { class: "band", x: x1, y: 0, width: x2 - x1, height: TALL }) : null, x1 > 0 ? svg("line", { class: "band-line", x1, x2: x1, y1: 0, y2: TALL }) : null,
    room ? svg("text", { class: "band-name", x: x1 + 5, y: 14, lang: "ko" }, name) : null];
});
// Too many for marks: bars by month, quarter or year; each narrows the view to its time.
const density = (mine, scale, a, b, W, top, height, ident) => {
  const months = [1, 3, 6, 12, 24, 60, 120].find(m => W / ((b - a) / 30.4 / m) >= 13) ?? 240;
  const key = d => { const t = new Date(d * 864e5); return Math.floor((t.getUTCFullYear() * 12 + t.getUTCMonth()) / months); };
  const bins = new Map();
  for (const e of mine) { const k = Math.max(key(e.first), key(a)); const bin = bins.get(k) ?? [0, 0]; bin[["planned", "forecast"].includes(e.status) ? 1 : 0]++; bins.set(k, bin); }
  const most = Math.max(...[...bins.values()].map(([x, y]) => x + y)), room = height - top - 20;
  return [...bins].sort(([x], [y]) => x - y).map(([k, [done, planned]], at) => {
    const s = Date.UTC(Math.floor(k * months / 12), k * months % 12, 1) / 864e5, e = Date.UTC(Math.floor((k + 1) * months / 12), (k + 1) * months % 12, 1) / 864e5;
    const x = Math.max(scale(s), 0), w = Math.max(Math.min(scale(e), W) - x - 1.5, 2), h1 = done / most * room, h2 = planned / most * room, n = done + planned, y = height - 8;
    const text = `${when(iso(s).slice(0, 7))}–${when(iso(e - 1).slice(0, 7))}, ${word("timeline.count", { n: number(n) })}`;
    const open = () => { setFilter({ from: iso(s), to: iso(e - 1) }); };
    return svg("g", { class: "mark bin", role: "button", tabindex: at ? -1 : 0, onclick: open }, svg("title", {}, text),
      svg("rect", { x, y: y - h1, width: w, height: h1 }), svg("rect", { class: "plan", x, y: y - h1 - h2, width: w, height: h2 }), svg("rect", { class: "hit", x, y: top, width: w, height: room + 14 }),
      w >= 13 ? svg("text", { x: x + w / 2, y: y - h1 - h2 - 3 }, `${n}`) : null);
  });
};
lanesBox.addEventListener("click", event => {
  const mark = event.target.closest(".mark[data-at]");
  if (mark) openDialog(events[+mark.dataset.at]);
});
lanesBox.addEventListener("keydown", event => {
  const mark = event.target.closest(".mark");
  if (!mark) return;
  const all = [...mark.parentNode.querySelectorAll(".mark")], at = all.indexOf(mark);
  const next = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (next !== undefined && all[next]) { mark.tabIndex = -1; all[next].tabIndex = 0; all[next].focus(); event.preventDefault(); }
  if (event.key === "Enter" || event.key === " ") { mark.dispatchEvent(new MouseEvent("click", { bubbles: true })); event.preventDefault(); }
});

// An event in full.
const docLink = at => {
  const [id, , publisher, published, , path] = docs[at];
  return el("a", { class: "doc", href: `#doc-${id}` }, published ? el("time", { datetime: published }, published) : word("timeline.published_unknown"), " ", el("span", { lang: "ko" }, publisher ?? path));
};
const goto = e => el("button", { type: "button", class: "link", onclick: () => openDialog(e) }, `${when(e.edtf)} `, el("span", { lang: "ko" }, e.title));
const sentence = ([, at, dateText]) => {
  const text = sentences[at], place = dateText ? text.indexOf(dateText) : -1;
  return el("p", { lang: "ko" }, place < 0 ? text : [text.slice(0, place), el("mark", {}, dateText), text.slice(place + dateText.length)]);
};
const detail = e => {
  const facts = el("dl", { class: "facts2" });
  const fact = (key, ...values) => { if (values.flat().filter(Boolean).length) facts.append(el("dt", {}, word(key)), el("dd", {}, ...values)); };
  const joined = nodes => nodes.flatMap((node, i) => i ? [", ", node] : [node]);
  const said = value => value == null ? "–" : /^(\.\.|\d{3}[\dX])([-\/~.]|$)/.test(value) ? when(value) : value;
  const linked = (other, old, now) => el("span", {}, goto(other), old || now ? el("span", { lang: "ko" }, ` (${said(old)} → ${said(now)})`) : null);
  const earlier = e.links.filter(([, other]) => eventOf.has(other)), later = backLinks.get(e.id) ?? [];
  for (const [relation, back] of [["supersedes", "superseded_by"], ["outcome_of", "outcome"], ["follows", "followed_by"]]) {
    fact(`timeline.${relation}`, ...joined(earlier.filter(([one]) => one === relation).map(([, other, old, now]) => linked(eventOf.get(other), old, now))));
    fact(`timeline.${back}`, ...joined(later.filter(([one]) => one === relation).map(([, other, old, now]) => linked(other, old, now))));
  }
  fact("timeline.date_basis", `${label("basis", e.basis)} (${label("precision", e.precision)})`);
  fact("timeline.actors", ...joined(e.actors.map(([at, role]) => el("span", {}, el("span", { lang: "ko" }, nameOf(at)), ` (${label("role", role)})`))));
  fact("timeline.program", ...joined(e.programs.map(at => el("span", { lang: "ko" }, nameOf(at)))));
  fact("timeline.region", ...joined(e.regions.map(at => el("span", { lang: "ko" }, nameOf(at)))));
  fact("timeline.stage", label("stage", e.stage)); fact("timeline.instrument", label("instrument", e.instrument));
  fact("timeline.themes", e.themes.map(t => label("theme", t)).join(", "));
  const tellings = e.evidence.map(v => {
    const [doc, at, dateText, edtf, status, rule, page] = v, url = safe(docs[doc][4]);
    return el("blockquote", { class: "telling" }, sentence(v), el("footer", {}, docLink(doc), docs[doc][1] ? el("span", { lang: "ko" }, docs[doc][1]) : null,
      edtf && edtf !== e.edtf ? el("span", {}, `${word("timeline.says")} ${when(edtf)}`) : null,
      dateText && !sentences[at].includes(dateText) ? el("span", {}, el("span", { lang: "ko" }, `“${dateText}”`), ` ${word("timeline.not_in_sentence")}`) : null,
      status !== e.status ? el("span", {}, label("status", status)) : null, page ? el("span", {}, word("timeline.page", { n: page })) : null,
      url ? el("a", { href: url, rel: "noreferrer noopener" }, word("documents.original")) : null, rule ? el("span", {}, `${word("timeline.rule")} `, el("code", {}, rule)) : null));
  });
  return el("div", { class: "detail" }, facts, ...tellings, el("p", { class: "hint" }, `${word("timeline.id")} `, el("code", {}, e.id)));
};
const openDialog = (e, back) => {
  dialog.replaceChildren(el("div", { class: "inner" },
    el("button", { type: "button", class: "x", onclick: () => dialog.close() }, word("timeline.close")),
    el("p", { class: "when" }, when(e.edtf), " · ", label("status", e.status), e.category ? ` · ${label("category", e.category)}` : ""),
    el("h3", { id: "detail-title", lang: "ko" }, e.title), detail(e),
    el("p", { class: "foot2" }, el("button", { type: "button", onclick: () => { dialog.close(); showInList(e); } }, word("timeline.in_list")))));
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  state.event = e.id; writeHash();
};
dialog.addEventListener("close", () => { state.event = ""; writeHash(); });
dialog.addEventListener("click", event => {
  if (event.target === dialog || event.target.closest("a[href^='#doc-']")) dialog.close();
});

// The list, by year, a page at a time.
let matching = [], perYear = new Map(), drawnTo = 0;
const yearKey = e => e.first === null ? "" : `${yearOf(e.openStart ? e.last : e.first)}`;
const opened = new Set(), BACK = { supersedes: "superseded_by", outcome_of: "outcome", follows: "followed_by" };
const item = e => {
  const more = el("div", { id: `more-${e.id}`, hidden: true });
  const toggle = open => { head.setAttribute("aria-expanded", open); more.hidden = !open; if (open && !more.firstChild) more.append(detail(e)); };
  const head = el("button", { type: "button", class: "head", "aria-expanded": "false", "aria-controls": `more-${e.id}`, onclick: () => { const open = more.hidden; opened[open ? "add" : "delete"](e.id); toggle(open); } },
    el("span", { class: "date" }, when(e.edtf), e.precision && e.precision !== "day" ? el("span", { class: "prec" }, label("precision", e.precision)) : null), glyph(e), el("span", { class: "title", lang: "ko" }, e.title));
  const row = el("li", { class: "ev", id: `ev-${e.id}` }, head, el("p", { class: "meta" }, el("span", {}, label("status", e.status)), e.category ? el("span", {}, label("category", e.category)) : null,
    [...e.programs, ...e.regions].slice(0, 5).map(at => el("span", { lang: "ko" }, nameOf(at))), e.actors.slice(0, 3).map(([at]) => el("span", { lang: "ko" }, nameOf(at))),
    el("span", {}, told(new Set(e.evidence.map(v => v[0])).size)), [...new Set([...e.links.filter(([, other]) => eventOf.has(other)).map(([relation]) => relation), ...(backLinks.get(e.id) ?? []).map(([relation]) => BACK[relation])])].filter(Boolean).map(one => el("span", { class: "linked" }, word(`timeline.${one}`)))), more);
  if (state.all || opened.has(e.id)) toggle(true);
  return row;
};
const drawList = upTo => {
  let last = list.lastElementChild, first = drawnTo === 0;
  if (first) { list.replaceChildren(); last = null; }
  const end = Math.min(upTo, matching.length);
  for (let i = drawnTo; i < end; i++) {
    const e = matching[i], year = yearKey(e);
    if (!last || last.dataset.year !== year) {
      last = el("div", { class: "year-group", "data-year": year }, el("h4", {}, year || word("timeline.undated"), " ", el("small", {}, word("timeline.count", { n: number(perYear.get(year)) }))), el("ol"));
      list.append(last);
    }
    last.lastElementChild.append(item(e));
  }
  drawnTo = end;
  const left = matching.length - drawnTo, more = byId("more");
  more.hidden = !left;
  more.textContent = word("timeline.more", { n: number(Math.min(left, PAGE)) });
};
byId("more").addEventListener("click", () => {
  const at = drawnTo;
  drawList(drawnTo + PAGE);
  byId(`ev-${matching[at].id}`)?.querySelector(".head").focus();
});
const showInList = e => {
  let at = matching.indexOf(e);
  if (at < 0) { for (const key of KEYS) state[key] = ""; fillForm(); refresh(); at = matching.indexOf(e); }
  if (at >= drawnTo) drawList(at + PAGE);
  const row = byId(`ev-${e.id}`), head = row.querySelector(".head");
  if (head.getAttribute("aria-expanded") !== "true") head.click();
  row.scrollIntoView({ block: "center" });
  head.focus({ preventScroll: true });
};

// Controls.
const options = (select, entries) => {
  select.replaceChildren(el("option", { value: "" }, word("timeline.all")), ...entries.map(([value, text]) => el("option", { value }, text)));
};
const counted = {};
const optionCounts = kind => counted[kind] ??= (() => {
  const bearers = new Map();
  for (const e of events) for (const id of idsOf[kind](e)) bearers.has(id) ? bearers.get(id).push(e.at) : bearers.set(id, [e.at]);
  return data.covers[kind].map(([name, meant]) => [names[name][0], name, new Set(meant.flatMap(id => bearers.get(id) ?? [])).size]).filter(row => row[2]).sort((x, y) => y[2] - x[2]);
})();
const tally = key => events.reduce((found, e) => found.set(e[key], (found.get(e[key]) ?? 0) + 1), new Map());
const byCategory = tally("category"), byStatus = tally("status");
const fillForm = () => {
  for (const kind of ["region", "program", "actor"]) options(form.elements[kind], optionCounts(kind).map(([id, name, n]) => [id, `${nameOf(name)} (${number(n)})`]));
  options(form.elements.cat, data.categories.filter(c => byCategory.has(c)).map(c => [c, `${label("category", c)} (${number(byCategory.get(c))})`]));
  options(form.elements.status, ["occurred", "ongoing", "planned", "forecast", "cancelled", "postponed"].filter(s => byStatus.has(s)).map(s => [s, `${label("status", s)} (${number(byStatus.get(s))})`]));
  for (const key of KEYS) form.elements[key].value = state[key];
  byId("all").checked = !!state.all;
};
const legend = () => {
  const one = (precision, status, text, more = {}) => el("li", {}, glyph({ precision, status, ...more }), text);
  byId("legend").replaceChildren(
    one("day", "occurred", `${label("status", "occurred")} (${label("precision", "day")})`), one("month", "occurred", `${label("precision", "month")}·${label("precision", "year")}`), one("interval", "ongoing", label("precision", "interval")),
    one("day", "planned", label("status", "planned")), one("day", "forecast", label("status", "forecast")), one("day", "cancelled", label("status", "cancelled")), one("day", "postponed", label("status", "postponed")));
};
const applyLanguage = () => {
  lang = state.lang;
  document.documentElement.lang = lang;
  document.title = `${word("page.title")} · ${word("page.tagline")}`;
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", word(node.dataset.label));
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = word(node.dataset.placeholder);
  for (const node of document.querySelectorAll("[data-lang]")) node.setAttribute("aria-pressed", node.dataset.lang === lang);
  legend(); fillForm();
};
const refresh = () => {
  matching = filtered();
  perYear = new Map();
  for (const e of matching) perYear.set(yearKey(e), (perYear.get(yearKey(e)) ?? 0) + 1);
  drawnTo = 0;
  byId("count").textContent = matching.length === events.length ? word("timeline.found_all", { n: number(events.length) }) : matching.length ? word("timeline.found", { n: number(events.length), m: number(matching.length) }) : word("timeline.none");
  for (const node of document.querySelectorAll("[data-lanes]")) node.setAttribute("aria-pressed", node.dataset.lanes === state.lanes);
  drawLanes(matching);
  drawList(PAGE);
  writeHash();
};
let waiting = 0;
form.addEventListener("input", event => {
  state[event.target.name] = event.target.value;
  clearTimeout(waiting);
  waiting = setTimeout(refresh, event.target.type === "search" || event.target.type === "text" ? 180 : 0);
});
form.addEventListener("submit", event => event.preventDefault());
form.addEventListener("reset", event => { event.preventDefault(); setFilter(Object.fromEntries(KEYS.map(key => [key, ""]))); });
byId("all").addEventListener("change", event => { state.all = event.target.checked ? "1" : ""; opened.clear(); refresh(); });
for (const node of document.querySelectorAll("[data-lanes]")) node.addEventListener("click", () => setFilter({ lanes: node.dataset.lanes }));
for (const node of document.querySelectorAll("[data-lang]")) node.addEventListener("click", () => { state.lang = node.dataset.lang; applyLanguage(); refresh(); });
let wide = 0;
new ResizeObserver(() => { const now = lanesBox.clientWidth; if (now && Math.abs(now - wide) > 8 && !matchMedia("print").matches) { wide = now; drawLanes(matching); } }).observe(lanesBox);
addEventListener("hashchange", () => { if (readHash()) start(); });
addEventListener("beforeprint", () => { drawLanes(matching, PAPER); drawList(PRINTED); });
addEventListener("afterprint", () => drawLanes(matching));
const start = () => {
  applyLanguage(); refresh();
  const asked = eventOf.get(state.event);
  if (asked) openDialog(asked);
};
readHash();
const anchor = location.hash.slice(1);
if (anchor && !anchor.includes("=")) { applyLanguage(); refresh(); history.replaceState(null, "", `#${anchor}`); document.getElementById(decodeURIComponent(anchor))?.scrollIntoView(); }
else start();
document.documentElement.dataset.ready = "1";
})();

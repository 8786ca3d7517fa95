// <piece-map data-count data-first data-end>: one cell for each piece, or for several where there are more than fit.
// Fed by the events `live:map` (bit field and availability) and `live:pieces` (indices that were just verified).

import {sharpPen} from './sharp-canvas.js';

const GAP = 2;
const LARGEST_CELL = 22;
const SMALLEST_CELL = 5;
const GLOW = 900;

class PieceMap extends HTMLElement {
  #verified = new Uint8Array(0);
  #availability = [];
  #fresh = new Map();
  #canvas = document.createElement('canvas');
  #frame = 0;
  #listeners = new AbortController();

  static observedAttributes = ['data-count', 'data-first', 'data-end'];

  connectedCallback() {
    this.#listeners = new AbortController();
    const {signal} = this.#listeners;
    this.setAttribute('role', 'img');
    this.append(this.#canvas);
    document.addEventListener('live:map', event => this.#load(event.detail), {signal});
    document.addEventListener('live:pieces', event => this.#done(event.detail), {signal});
    document.addEventListener('theme', () => this.#draw(), {signal});
    const size = new ResizeObserver(() => this.#draw());
    size.observe(this);
    signal.addEventListener('abort', () => size.disconnect());
    this.addEventListener('pointermove', event => this.#explain(event), {signal});
    this.#draw();
  }

  disconnectedCallback() {
    this.#listeners.abort();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#draw();
  }

  get #count() {
    return Number(this.dataset.count ?? 0);
  }

  get #first() {
    return Number(this.dataset.first ?? 0);
  }

  get #end() {
    return Number(this.dataset.end ?? this.#count);
  }

  #load({bitfield, availability}) {
    const bits = atob(bitfield);
    this.#verified = Uint8Array.from({length: this.#count}, (_, i) => (bits.charCodeAt(i >> 3) >> (7 - (i & 7))) & 1);
    this.#availability = availability ?? [];
    this.#tell();
  }

  #done(pieces) {
    const now = performance.now();
    for (const piece of pieces) {
      this.#verified[piece] = 1;
      this.#fresh.set(piece, now);
    }
    this.#tell();
  }

  #tell() {
    const span = this.#verified.subarray(this.#first, this.#end);
    const here = span.reduce((sum, bit) => sum + bit, 0);
    this.setAttribute('aria-label', `${here} of ${this.#end - this.#first} pieces are here and verified`);
    this.dataset.verified = here;
    const gap = span.indexOf(0);
    this.dispatchEvent(new CustomEvent('pieces', {
      bubbles: true,
      detail: {verified: here, total: span.length, prefix: gap < 0 ? span.length : gap, span},
    }));
    this.#draw();
  }

  /** The largest cells with which all pieces fit, else the smallest and several pieces in each. */
  #layout() {
    const pieces = this.#end - this.#first;
    const {clientWidth: width, clientHeight: height} = this;
    for (let cell = LARGEST_CELL; cell >= SMALLEST_CELL; cell--) {
      const columns = Math.floor((width + GAP) / (cell + GAP));
      const rows = Math.floor((height + GAP) / (cell + GAP));
      const cells = columns * rows;
      if (cells >= pieces || cell === SMALLEST_CELL) {
        return {pieces, cell, columns, perCell: Math.max(1, Math.ceil(pieces / Math.max(cells, 1)))};
      }
    }
    return {pieces, cell: SMALLEST_CELL, columns: 1, perCell: pieces};
  }

  #draw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#paint());
  }

  #paint() {
    const {clientWidth: width, clientHeight: height} = this;
    const pen = sharpPen(this.#canvas, this);
    const style = getComputedStyle(this);
    const colour = name => style.getPropertyValue(`--piece-${name}`).trim();
    const [verified, available, nowhere, fresh] = ['verified', 'available', 'nowhere', 'fresh'].map(colour);
    const {pieces, cell, columns, perCell} = this.#layout();
    const most = Math.max(1, ...this.#availability.slice(this.#first, this.#end));
    const now = performance.now();
    let glowing = false;

    for (let start = 0, i = 0; start < pieces; start += perCell, i++) {
      const from = this.#first + start;
      const to = Math.min(from + perCell, this.#end);
      const x = (i % columns) * (cell + GAP);
      const y = Math.floor(i / columns) * (cell + GAP);
      let here = 0;
      let rarest = Infinity;
      let glow = 0;
      for (let piece = from; piece < to; piece++) {
        if (this.#verified[piece]) here++;
        else rarest = Math.min(rarest, this.#availability[piece] ?? 0);
        const since = now - (this.#fresh.get(piece) ?? -Infinity);
        if (since < GLOW) glow = Math.max(glow, 1 - since / GLOW);
        else this.#fresh.delete(piece);
      }
      const box = (fill, alpha) => {
        pen.globalAlpha = alpha;
        pen.fillStyle = fill;
        pen.fillRect(x, y, cell, cell);
      };
      if (here < to - from) {
        if (rarest > 0) box(available, 0.25 + 0.6 * Math.min(1, rarest / most));
        else box(nowhere, 1);
      }
      if (here > 0) box(verified, here / (to - from));
      if (glow > 0) {
        glowing = true;
        box(fresh, glow);
      }
    }
    if (glowing && !matchMedia('(prefers-reduced-motion: reduce)').matches) this.#draw();
    else if (glowing) this.#fresh.clear();
  }

  #explain(event) {
    const {pieces, cell, columns, perCell} = this.#layout();
    const column = Math.floor(event.offsetX / (cell + GAP));
    const start = (Math.floor(event.offsetY / (cell + GAP)) * columns + column) * perCell;
    if (column >= columns || start >= pieces) {
      this.title = '';
      return;
    }
    const from = this.#first + start;
    const to = Math.min(from + perCell, this.#end) - 1;
    const peers = this.#availability[from] ?? 0;
    this.title = from === to
      ? `Piece ${from}: ${this.#verified[from] ? 'here' : 'missing'}, ${peers === 1 ? '1 peer has' : `${peers} peers have`} it`
      : `Pieces ${from} to ${to}`;
  }
}

customElements.define('piece-map', PieceMap);

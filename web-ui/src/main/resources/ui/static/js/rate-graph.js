// <rate-graph data-down data-up>: the rates of the last two minutes, sampled each second from its attributes.

import {sharpPen} from './sharp-canvas.js';

const SECONDS = 120;

class RateGraph extends HTMLElement {
  #samples = [];
  #canvas = document.createElement('canvas');
  #clock = 0;

  connectedCallback() {
    this.setAttribute('role', 'img');
    this.setAttribute('aria-label', 'Rates of the last two minutes');
    this.append(this.#canvas);
    this.#clock = setInterval(() => this.#sample(), 1_000);
    this.#sample();
  }

  disconnectedCallback() {
    clearInterval(this.#clock);
  }

  #sample() {
    this.#samples.push({down: Number(this.dataset.down), up: Number(this.dataset.up)});
    if (this.#samples.length > SECONDS) this.#samples.shift();
    requestAnimationFrame(() => this.#paint());
  }

  #paint() {
    const {clientWidth: width, clientHeight: height} = this;
    const pen = sharpPen(this.#canvas, this);
    const style = getComputedStyle(this);
    const most = Math.max(1_000, ...this.#samples.flatMap(({down, up}) => [down, up])) * 1.1;
    for (const [key, name] of [['down', '--flow-down'], ['up', '--flow-up']]) {
      const colour = style.getPropertyValue(name).trim();
      const point = (sample, i) => [
        width - ((this.#samples.length - 1 - i) / (SECONDS - 1)) * width,
        height - 1 - (sample[key] / most) * (height - 2),
      ];
      const line = new Path2D();
      this.#samples.forEach((sample, i) => line.lineTo(...point(sample, i)));
      pen.strokeStyle = colour;
      pen.lineWidth = 1.5;
      pen.lineJoin = 'round';
      pen.globalAlpha = 1;
      pen.stroke(line);
      line.lineTo(width, height);
      line.lineTo(point(this.#samples[0], 0)[0], height);
      pen.fillStyle = colour;
      pen.globalAlpha = 0.12;
      pen.fill(line);
    }
  }
}

customElements.define('rate-graph', RateGraph);

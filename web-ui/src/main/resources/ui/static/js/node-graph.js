// <node-graph data-picture='{"nodes": [{id, label, kind}], "links": [{from, to}]}'>: the nodes of a network and their
// links. The table below it says the same in words; a click on a node leads to its row there.

const PADDING = 28;

/** From ring to ring, in radians, so that those of several rings do not stand in one line. */
const TURN = 0.45;

/** Of the second in a ring of two: else both and this node stand in one line, which hides the link between them. */
const BEND = Math.PI / 3;

/** With an element of this id there Cytoscape writes no style element, which the page's policy would not let it. */
const STYLED = '__________cytoscape_stylesheet';

const SHAPES = {self: 'ellipse', seed: 'diamond', node: 'ellipse', dead: 'ellipse'};

class NodeGraph extends HTMLElement {
  #graph = null;
  #listeners = new AbortController();

  static observedAttributes = ['data-picture'];

  async connectedCallback() {
    this.#listeners = new AbortController();
    const {signal} = this.#listeners;
    this.setAttribute('role', 'img');
    const {default: cytoscape} = await import('/static/vendor/cytoscape.esm.min.js');
    if (signal.aborted) return;
    if (!document.getElementById(STYLED)) {
      document.head.append(Object.assign(document.createElement('meta'), {id: STYLED}));
    }
    const stage = document.createElement('div');
    stage.className = 'graph-stage';
    this.replaceChildren(stage);
    this.#graph = cytoscape({
      container: stage,
      userZoomingEnabled: false,
      userPanningEnabled: false,
      boxSelectionEnabled: false,
      maxZoom: 1.4,
    });
    this.#graph.on('tap', 'node', event => this.choose(event.target.id()));
    document.addEventListener('theme', () => this.#dress(), {signal});
    const size = new ResizeObserver(() => {
      this.#graph.resize();
      this.#place();
    });
    size.observe(this);
    signal.addEventListener('abort', () => size.disconnect());
    this.#dress();
    this.#show();
  }

  disconnectedCallback() {
    this.#listeners.abort();
    this.#graph?.destroy();
    this.#graph = null;
  }

  /** Leads to the row of a node. */
  choose(id) {
    document.getElementById(`member-${id}`)?.focus();
  }

  attributeChangedCallback() {
    if (this.#graph) this.#show();
  }

  #show() {
    const {nodes, links} = JSON.parse(this.dataset.picture);
    const wanted = [
      ...nodes.map(({id, label, kind}) => ({group: 'nodes', data: {id, label, kind}})),
      ...links.map(({from, to, own}) => (
        {group: 'edges', data: {id: `${from} ${to}`, source: from, target: to, own: own ? 1 : 0}})),
    ];
    const ids = new Set(wanted.map(({data}) => data.id));
    const gone = this.#graph.elements().filter(element => !ids.has(element.id()));
    const fresh = wanted.filter(({data}) => this.#graph.getElementById(data.id).empty());
    this.#graph.batch(() => {
      gone.remove();
      for (const {data} of wanted) this.#graph.getElementById(data.id).data(data);
      this.#graph.add(fresh);
    });
    if (gone.nonempty() || fresh.length > 0) this.#place();
    const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;
    this.setAttribute('aria-label',
      `${count(nodes.length, 'node', 'nodes')}, ${count(links.length, 'link', 'links')}; the table of nodes names them`);
    this.dataset.nodes = nodes.length;
    this.dataset.links = links.length;
  }

  /** In rings around this node, by hops, as wide as there is room; those that nobody is linked with stand outside. */
  #place() {
    const self = this.#graph.nodes('[kind = "self"]');
    const hops = new Map();
    this.#graph.elements().bfs({roots: self, visit: (node, edge, from, i, depth) => { hops.set(node.id(), depth); }});
    const outside = Math.max(0, ...hops.values()) + 1;
    const ring = node => hops.get(node.id()) ?? outside;
    const rings = Map.groupBy(this.#graph.nodes().toArray(), ring);
    const bend = node => rings.get(ring(node)).length === 2 && rings.get(ring(node))[1].same(node) ? BEND : 0;
    const stretch = Math.min(2, Math.max(1, this.clientWidth / this.clientHeight));
    this.#graph.layout({
      name: 'concentric',
      animate: false,
      padding: PADDING,
      concentric: node => outside - ring(node),
      levelWidth: () => 1,
      minNodeSpacing: 36,
      transform: (node, {x, y}) => {
        const turn = ring(node) * TURN + bend(node);
        const [right, down] = [x - this.#graph.width() / 2, y - this.#graph.height() / 2];
        return {
          x: (right * Math.cos(turn) - down * Math.sin(turn)) * stretch,
          y: right * Math.sin(turn) + down * Math.cos(turn),
        };
      },
    }).run();
  }

  #dress() {
    const style = getComputedStyle(this);
    const colour = name => style.getPropertyValue(`--${name}`).trim();
    const kinds = Object.keys(SHAPES).map(kind => ({
      selector: `node[kind = "${kind}"]`,
      style: {
        'shape': SHAPES[kind],
        'background-color': colour(kind),
        'background-opacity': kind === 'dead' ? 0 : 1,
        'border-width': kind === 'dead' ? 2 : 0,
        'border-style': 'dashed',
        'border-color': colour(kind),
        'width': kind === 'self' ? 26 : 18,
        'height': kind === 'self' ? 26 : 18,
      },
    }));
    this.#graph.style([
      {
        selector: 'node',
        style: {
          'label': 'data(label)',
          'color': colour('ink'),
          'font-size': 12,
          'text-valign': 'bottom',
          'text-margin-y': 4,
          'text-background-color': colour('surface'),
          'text-background-opacity': 0.85,
          'text-background-padding': 2,
          'text-background-shape': 'round-rectangle',
        },
      },
      ...kinds,
      {selector: 'edge', style: {'width': 1.5, 'line-color': colour('muted'), 'opacity': 0.5, 'curve-style': 'haystack'}},
      {selector: 'edge[own = 1]', style: {'width': 2.5, 'line-color': colour('self'), 'opacity': 1}},
    ]);
  }
}

customElements.define('node-graph', NodeGraph);

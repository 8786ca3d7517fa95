// <node-graph data-picture='{"nodes": [{id, name, kind}], "links": [{from, to}]}'>: the nodes of a network and their
// links. What stays keeps its place when others come and go. The table below it says the same in words; a click on a
// node leads to its row there.

const LARGE = 250;

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
      this.#graph.fit(undefined, 24);
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
      ...nodes.map(({id, name, kind}) => ({group: 'nodes', data: {id, name, kind}})),
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
    if (gone.nonempty() || fresh.length > 0) this.#place(fresh.length === wanted.length);
    const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;
    this.setAttribute('aria-label',
      `${count(nodes.length, 'node', 'nodes')}, ${count(links.length, 'link', 'links')}; the table of nodes names them`);
    this.dataset.nodes = nodes.length;
    this.dataset.links = links.length;
  }

  /** Large networks in rings around this node, by hops: forces take too long there. */
  #place(first) {
    const self = this.#graph.nodes('[kind = "self"]');
    if (this.#graph.nodes().length > LARGE) {
      this.#graph.layout({name: 'breadthfirst', circle: true, roots: self, animate: false, padding: 24}).run();
      return;
    }
    if (first) this.#graph.layout({name: 'circle', animate: false}).run();
    this.#graph.layout({
      name: 'cose',
      randomize: false,
      animate: false,
      padding: 24,
      nodeRepulsion: () => 12_000,
      idealEdgeLength: () => 70,
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
          'label': 'data(name)',
          'color': colour('ink'),
          'font-size': 12,
          'text-valign': 'bottom',
          'text-margin-y': 4,
          'text-outline-color': colour('surface'),
          'text-outline-width': 2,
        },
      },
      ...kinds,
      {selector: 'edge', style: {'width': 1.5, 'line-color': colour('line'), 'curve-style': 'haystack'}},
      {selector: 'edge[own = 1]', style: {'width': 2.5, 'line-color': colour('self')}},
    ]);
  }
}

customElements.define('node-graph', NodeGraph);

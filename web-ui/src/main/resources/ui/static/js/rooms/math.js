// Sets formulas in MathML, which needs no styles of its own. Until then, and where KaTeX does not understand one, its
// text is there.

const LIMITS = {output: 'mathml', throwOnError: true, trust: false, strict: 'ignore', maxSize: 20, maxExpand: 500};

let katex = null;

async function load() {
  await import('/static/vendor/katex.min.js');
  return globalThis.katex;
}

export async function typeset(root) {
  const formulas = root.querySelectorAll('.math:not([data-set])');
  if (formulas.length === 0) return;
  katex ??= load();
  const {render} = await katex;
  for (const formula of formulas) {
    formula.dataset.set = '';
    const tex = formula.textContent;
    try {
      render(tex, formula, {...LIMITS, displayMode: formula.dataset.display === 'true'});
    } catch (fault) {
      formula.textContent = tex;
      formula.title = fault.message;
    }
  }
}

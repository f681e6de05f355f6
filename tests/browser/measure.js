// Runs in a page: what can be seen of it, in CSS pixels on the page. Modern JavaScript; only tests use it.
const colour = text => {
  const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number);
  return {rgb: [r, g, b], a};
};
const over = (top, ground) => top.rgb.map((value, at) => value * top.a + ground[at] * (1 - top.a));
const seen = element => element.checkVisibility({visibilityProperty: true, opacityProperty: true});
const box = (shape) => {
  const {left, top, right, width, height} = shape.getBoundingClientRect();
  return {left: left + scrollX, top: top + scrollY, right: right + scrollX, width, height};
};

// The colour behind an element: of all its ancestors, one laid over the other
function ground(element) {
  const layers = [];
  for (let at = element; at; at = at.parentElement) layers.push(colour(getComputedStyle(at).backgroundColor));
  return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255]);
}

function texts() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim(), element = walker.currentNode.parentElement;
    if (!text || !seen(element)) continue;
    const range = document.createRange(), style = getComputedStyle(element), size = parseFloat(style.fontSize);
    range.selectNodeContents(walker.currentNode);
    const place = box(range), behind = ground(element);
    if (!place.width || place.right <= 0) continue;
    found.push({
      text, size, leading: parseFloat(style.lineHeight) / size, left: place.left, right: place.right,
      heading: !!element.closest('h1, h2, h3'), control: !!element.closest('a, button, summary'),
      ink: over(colour(style.color), behind), ground: behind,
    });
  }
  return found;
}

// What a finger can press; `main` is what a villager comes for, the rest are links in passing
function targets() {
  const main = 'button, input, summary, main > a, main > p > a, footer > a, nav[aria-label=清单] a, li > a';
  return [...document.querySelectorAll('a[href], button, input, summary')].filter(seen).map(element => ({
    ...box(element), main: element.matches(main),
    name: (element.innerText || element.getAttribute('aria-label') || element.id).trim(),
  })).filter(target => target.right > 0);
}

function icons() {
  return [...document.querySelectorAll('svg')].filter(seen).map(icon => {
    const painted = [...icon.querySelectorAll('*')].filter(shape => {
      const style = getComputedStyle(shape), extent = shape.getBBox();
      const line = style.stroke !== 'none' && parseFloat(style.strokeWidth) > 0 && style.strokeOpacity !== '0';
      const area = style.fill !== 'none' && style.fillOpacity !== '0';
      return (line || area) && extent.width + extent.height > 0;
    });
    return {...box(icon), painted: painted.length};
  });
}

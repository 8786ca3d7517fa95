// As many pixels as the screen has where the element stands, in the element's own units.

export function sharpPen(canvas, {clientWidth: width, clientHeight: height}) {
  canvas.width = width * devicePixelRatio;
  canvas.height = height * devicePixelRatio;
  const pen = canvas.getContext('2d');
  pen.scale(devicePixelRatio, devicePixelRatio);
  return pen;
}

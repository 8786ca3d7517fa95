import './morph.js';
import './live.js';
import './actions.js';
import './shortcuts.js';
import './upload.js';
import './piece-map.js';
import './rate-graph.js';
import './file-player.js';

// Every page runs all of these; each looks for its own elements and keeps quiet without them.
import './tt.js';
import './keyed.js';
import './pane.js';
import './current.js';
import './filter.js';
import './groups.js';
import './times.js';
import './scroll.js';
import './title.js';
import './drafts.js';
import './composer.js';
import './typing.js';
import './reading.js';
import './panels.js';
import './keys.js';
import './toasts.js';
import './live.js';

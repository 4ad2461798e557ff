// What every page has without asking for it.
import "./always/busy.js";
import "./always/commands.js";
import "./always/confirm.js";
import "./always/focus.js";
import "./always/line.js";
import "./always/shortcut.js";

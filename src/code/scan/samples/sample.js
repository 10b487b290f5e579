const fs = require("node:fs");
const { join } = require('path');
exports.read = function (name) {};
module.exports.limit = 5;
function Old() {}
Old.prototype.run = function () {};
const shown = () => {};
class View extends Component {
  render() {
    return <p>Don't {this.name} go to http://x</p>;
  }
}
module.exports = { shown, View };

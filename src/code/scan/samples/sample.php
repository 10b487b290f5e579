<p>It's a page: class Html {</p>
<?php
namespace App\Shop;

use App\Store\Reader;
use App\Model\{Cart, Item as Thing};
require_once __DIR__ . '/helper.php';

const LIMIT = 5;
# class Comment {
abstract class Basket extends Base implements Shape
{
    public const KIND = 'a';
    public function __construct(private int $size) {}
    protected static function hidden(): ?array { $x = "function no() {"; return null; }
    public function area(): float
    {
        return <<<EOT
        class Heredoc {
        EOT;
    }
}
interface Shape { public function area(): float; }
trait Loud { function shout() {} }
enum State: string { case Open = 'o'; }
function &top(array $a) { ?> <b>class Page {</b> <?php }

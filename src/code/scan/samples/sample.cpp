#include <vector>
namespace shop {
namespace {
int local() { return 1; }
}
template <typename T>
class Cart : public Base<T> {
public:
  explicit Cart(int size) : size_(size) {}
  virtual ~Cart() = default;
  int size() const noexcept override { return size_; }
  static Cart make(std::vector<T> items);
private:
  int size_ = 1'000;
};
enum class State { Open };
using Id = unsigned;
std::vector<int> Cart::sizes(const std::string& name) const {
  auto text = R"x(int no() {)x";
  return {};
}
}  // namespace shop

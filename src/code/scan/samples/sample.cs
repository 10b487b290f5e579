using System;
using Alias = System.Text;
#region class Hidden {
namespace Shop.Carts
{
    [Serializable]
    public class Cart : Base<int>, IShape
    {
        private readonly string path = @"C:\""{";
        public int Count { get; private set; }
        public string Name => "x";
        public Cart(int size) : base(size) { }
        public async Task<List<string>> AddAsync<T>(T item, int count = 1)
        {
            if (count > 0) { Run(); }
            return null;
        }
        internal static void Hidden() => Run();
    }
    public interface IShape { double Area(); }
    public record Point(int X, int Y);
    enum State { Open }
}

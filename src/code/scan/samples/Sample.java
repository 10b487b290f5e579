package org.example.shop;

import java.util.List;
import static org.example.Tools.join;
import org.example.store.*;

/** class Comment {} */
@Entity(name = "cart")
public final class Sample<T extends Comparable<T>> implements Shape {
    public static final int LIMIT = 5;
    private final List<String> items = new ArrayList<>();

    public Sample() {
    }

    @Override
    public <K> Map<String, K> add(String item, int count) throws IOException {
        if (count > 0) { run(); }
        return new HashMap<>();
    }

    void hidden() { char c = '{'; String s = "void no() {"; }

    private enum State { OPEN, CLOSED }

    interface Part { int size(); }
}

record Point(int x, int y) {}

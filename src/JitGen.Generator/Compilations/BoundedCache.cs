using System.Collections.Generic;

namespace JitGen.Generator.Compilations;

/// <summary>
/// A thread-safe map with a bound on the weight of what it holds. Two generations: when the young one has half of the weight,
/// it becomes the old one, and what the old one held and nobody asked for in the meantime is forgotten.
/// </summary>
internal sealed class BoundedCache<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    private readonly object _lock = new();
    private readonly long _halfWeight;
    private Dictionary<TKey, Entry> _young = new();
    private Dictionary<TKey, Entry> _old = new();
    private long _youngWeight;

    /// <param name="weight">The bound, in the unit of the weights that values are added with.</param>
    public BoundedCache(long weight) => _halfWeight = weight / 2;

    /// <summary>The number of values held.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _young.Count + _old.Count;
            }
        }
    }

    /// <summary>The value of a key, or null.</summary>
    public TValue? Find(TKey key)
    {
        lock (_lock)
        {
            if (_young.TryGetValue(key, out Entry entry))
            {
                return entry.Value;
            }

            if (!_old.TryGetValue(key, out entry))
            {
                return null;
            }

            _old.Remove(key);
            Insert(key, entry);
            return entry.Value;
        }
    }

    /// <summary>Keeps a value. If another thread was faster, its value stays and is returned.</summary>
    public TValue Add(TKey key, TValue value, long weight)
    {
        lock (_lock)
        {
            if (_young.TryGetValue(key, out Entry first) || _old.TryGetValue(key, out first))
            {
                return first.Value;
            }

            Insert(key, new Entry(value, weight));
            return value;
        }
    }

    private void Insert(TKey key, Entry entry)
    {
        if (_youngWeight + entry.Weight > _halfWeight)
        {
            _old = _young;
            _young = new Dictionary<TKey, Entry>();
            _youngWeight = 0;

            // What alone is too heavy is not kept.
            if (entry.Weight > _halfWeight)
            {
                return;
            }
        }

        _young.Add(key, entry);
        _youngWeight += entry.Weight;
    }

    private readonly record struct Entry(TValue Value, long Weight);
}

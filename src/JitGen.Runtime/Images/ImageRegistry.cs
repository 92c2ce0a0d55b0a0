using System;
using System.Collections.Generic;
using JitGen.CompilerServices;

namespace JitGen.Images;

/// <summary>Every class bound so far. Holds the images weakly, so that a collectible context can be unloaded.</summary>
internal static class ImageRegistry
{
    private static readonly List<WeakReference<NativeImage>> s_images = new(capacity: 16);

    /// <summary>Remembers an image. Returns the reference kept.</summary>
    internal static WeakReference<NativeImage> Add(NativeImage image)
    {
        // Resurrection is tracked for ImageMapping's sake.
        WeakReference<NativeImage> reference = new(image, trackResurrection: true);
        lock (s_images)
        {
            if (s_images.Count == s_images.Capacity)
            {
                RemoveDead();
            }
            s_images.Add(reference);
        }
        return reference;
    }

    /// <summary>The images alive now, in the order in which they were bound.</summary>
    internal static List<NativeImage> Snapshot()
    {
        lock (s_images)
        {
            RemoveDead();
            List<NativeImage> alive = new(s_images.Count);
            foreach (WeakReference<NativeImage> reference in s_images)
            {
                if (reference.TryGetTarget(out NativeImage? image))
                {
                    alive.Add(image);
                }
            }
            return alive;
        }
    }

    private static void RemoveDead() => s_images.RemoveAll(static reference => !reference.TryGetTarget(out _));
}

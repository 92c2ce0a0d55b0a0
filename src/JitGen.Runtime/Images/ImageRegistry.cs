using System;
using JitGen.CompilerServices;

namespace JitGen.Images;

/// <summary>Every class bound so far. Holds the images weakly, so that a collectible context can be unloaded.</summary>
internal static class ImageRegistry
{
    private static readonly object s_lock = new();

    // An array, because a list would load an assembly and a generic type before the first native call.
    private static WeakReference[] s_images = new WeakReference[16];
    private static int s_count;

    /// <summary>Remembers an image. Returns the reference kept, which tracks resurrection, as <see cref="ImageMapping"/> needs.</summary>
    internal static WeakReference Add(NativeImage image)
    {
        WeakReference reference = new(image, trackResurrection: true);
        lock (s_lock)
        {
            if (s_count == s_images.Length)
            {
                MakeRoom();
            }
            s_images[s_count++] = reference;
        }
        return reference;
    }

    /// <summary>The images alive now, in the order in which they were bound.</summary>
    internal static NativeImage[] Snapshot()
    {
        lock (s_lock)
        {
            RemoveDead();
            NativeImage[] alive = new NativeImage[s_count];
            int count = 0;
            for (int i = 0; i < s_count; i++)
            {
                if (s_images[i].Target is NativeImage image)
                {
                    alive[count++] = image;
                }
            }
            return alive[..count];
        }
    }

    /// <summary>Drops what is gone, and doubles the array if half of it is still in use.</summary>
    private static void MakeRoom()
    {
        RemoveDead();
        if (s_count >= s_images.Length / 2)
        {
            Array.Resize(ref s_images, s_images.Length * 2);
        }
    }

    private static void RemoveDead()
    {
        int count = 0;
        for (int i = 0; i < s_count; i++)
        {
            if (s_images[i].IsAlive)
            {
                s_images[count++] = s_images[i];
            }
        }
        Array.Clear(s_images, count, s_count - count);
        s_count = count;
    }
}

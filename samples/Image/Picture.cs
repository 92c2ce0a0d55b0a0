namespace Image;

/// <summary>A picture as planes of 8 bits a pixel, row by row: one plane if it is gray, else red, green and blue.</summary>
internal sealed class Picture(int width, int height, byte[][] planes)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    public byte[][] Planes { get; } = planes;

    /// <summary>A black picture.</summary>
    public static Picture Create(int width, int height, int planes)
    {
        var bytes = new byte[planes][];
        for (int plane = 0; plane < planes; plane++)
        {
            bytes[plane] = new byte[width * height];
        }

        return new Picture(width, height, bytes);
    }
}

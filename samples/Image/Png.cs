using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace Image;

/// <summary>Reads and writes PNG files of 8 bits a channel without interlacing, as the specification (RFC 2083) describes them.</summary>
internal static class Png
{
    private const int Gray = 0;
    private const int Rgb = 2;
    private const int GrayAlpha = 4;
    private const int RgbAlpha = 6;

    private static readonly byte[] s_signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>Reads a picture; transparency is left out. What is no such file is an exception that says why.</summary>
    public static Picture Read(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        if (!file.AsSpan().StartsWith(s_signature))
        {
            throw new InvalidDataException($"{path} is not a PNG file.");
        }

        int width = 0;
        int height = 0;
        int colorType = -1;
        var compressed = new MemoryStream();
        for (int at = s_signature.Length; at + 12 <= file.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - 12)
            {
                throw new InvalidDataException($"{path} ends within a chunk.");
            }

            string type = Encoding.ASCII.GetString(file, at + 4, 4);
            ReadOnlySpan<byte> data = file.AsSpan(at + 8, (int)length);
            if (type == "IHDR" && length == 13)
            {
                width = BinaryPrimitives.ReadInt32BigEndian(data);
                height = BinaryPrimitives.ReadInt32BigEndian(data[4..]);
                colorType = data[9];
                if (data[8] != 8 || data[12] != 0 || colorType is not (Gray or Rgb or GrayAlpha or RgbAlpha))
                {
                    throw new InvalidDataException($"{path}: only pictures of 8 bits a channel, without palette and interlacing, are read.");
                }
            }
            else if (type == "IDAT")
            {
                compressed.Write(data);
            }

            at += (int)length + 12;
        }

        if (width <= 0 || height <= 0 || (long)width * height > 1 << 28)
        {
            throw new InvalidDataException($"{path} has no usable size.");
        }

        compressed.Position = 0;
        return Decode(path, compressed, width, height, colorType);
    }

    /// <summary>Writes a picture of one plane as gray, one of three as red, green and blue.</summary>
    public static void Write(string path, Picture picture)
    {
        int channels = picture.Planes.Length;
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var line = new byte[1 + picture.Width * channels];
            for (int y = 0; y < picture.Height; y++)
            {
                for (int i = 0; i < picture.Width * channels; i++)
                {
                    line[1 + i] = picture.Planes[i % channels][y * picture.Width + i / channels];
                }

                zlib.Write(line);
            }
        }

        Span<byte> header = stackalloc byte[13];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], picture.Height);
        header[8] = 8;
        header[9] = (byte)(channels == 1 ? Gray : Rgb);
        using FileStream file = File.Create(path);
        file.Write(s_signature);
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, compressed.ToArray());
        WriteChunk(file, "IEND"u8, []);
    }

    private static Picture Decode(string path, Stream compressed, int width, int height, int colorType)
    {
        int channels = colorType switch { Gray => 1, GrayAlpha => 2, Rgb => 3, _ => 4 };
        Picture picture = Picture.Create(width, height, channels <= 2 ? 1 : 3);
        var line = new byte[1 + width * channels];
        var before = new byte[width * channels];
        using var zlib = new ZLibStream(compressed, CompressionMode.Decompress);
        for (int y = 0; y < height; y++)
        {
            if (zlib.ReadAtLeast(line, line.Length, throwOnEndOfStream: false) < line.Length)
            {
                throw new InvalidDataException($"{path} ends after {y} of {height} rows.");
            }

            Span<byte> pixels = line.AsSpan(1);
            Unfilter(line[0], pixels, before, channels);
            pixels.CopyTo(before);
            for (int plane = 0; plane < picture.Planes.Length; plane++)
            {
                for (int x = 0; x < width; x++)
                {
                    picture.Planes[plane][y * width + x] = pixels[x * channels + plane];
                }
            }
        }

        return picture;
    }

    /// <summary>Undoes the prediction of a row from the pixel to the left (a), the row before (b) and the pixel there to the left (c).</summary>
    private static void Unfilter(byte filter, Span<byte> pixels, byte[] before, int channels)
    {
        for (int i = 0; i < pixels.Length; i++)
        {
            int a = i < channels ? 0 : pixels[i - channels];
            int b = before[i];
            int c = i < channels ? 0 : before[i - channels];
            int predicted = filter switch { 1 => a, 2 => b, 3 => (a + b) / 2, 4 => Paeth(a, b, c), _ => 0 };
            pixels[i] = (byte)(pixels[i] + predicted);
        }
    }

    /// <summary>That of the three that is nearest to a + b - c.</summary>
    private static int Paeth(int a, int b, int c)
    {
        int toA = Math.Abs(b - c);
        int toB = Math.Abs(a - c);
        int toC = Math.Abs(a + b - c - c);
        return toA <= toB && toA <= toC ? a : toB <= toC ? b : c;
    }

    private static void WriteChunk(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Checksum(Checksum(uint.MaxValue, type), data));
        file.Write(number);
    }

    /// <summary>A CRC-32 as PNG defines it, bit by bit.</summary>
    private static uint Checksum(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
            }
        }

        return crc;
    }
}

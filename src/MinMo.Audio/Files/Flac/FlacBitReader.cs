using System.Buffers.Binary;
using System.Numerics;

namespace MinMo.Audio.Files.Flac;

/// <summary>Bits of a FLAC stream, most significant first, and the checksum of those that were read.</summary>
internal sealed class FlacBitReader(AudioInput input)
{
    /// <summary>Fewest bits that are always seen at once: a word less a broken byte.</summary>
    private const int MaxBits = 57;

    private const int WordBytes = sizeof(ulong);
    private const int BufferBytes = 1 << 16;

    private readonly byte[] _buffer = new byte[BufferBytes + (2 * WordBytes)]; // zeros stand behind the end
    private int _length;
    private int _bit; // of the next bit in the buffer
    private bool _ended;
    private int _unchecked; // first byte that is not in the checksum
    private ushort _crc;

    /// <summary>Whether no byte is left. To be asked between bytes only.</summary>
    public bool AtEnd
    {
        get
        {
            Peek();
            return _bit / 8 >= _length;
        }
    }

    public AudioFormatException Failure(string reason) => input.Failure(input.Position - _length + (_bit / 8), reason);

    /// <param name="bits">0 to 57.</param>
    public ulong Read(int bits)
    {
        // Two shifts: one by 64 would do nothing.
        ulong value = Peek() >> 1 >> (63 - bits);
        Advance(bits);
        return value;
    }

    /// <param name="bits">0 to 57, in two's complement.</param>
    public long ReadSigned(int bits)
    {
        long value = (long)Peek() >> 1 >> (63 - bits);
        Advance(bits);
        return bits == 0 ? 0 : value;
    }

    /// <summary>Counts zeros up to the one that ends them.</summary>
    /// <param name="limit">More than this many are a failure.</param>
    public long ReadUnary(long limit)
    {
        long zeros = 0;
        while (true)
        {
            int run = BitOperations.LeadingZeroCount(Peek());
            if (run < MaxBits)
            {
                Advance(run + 1);
                zeros += run;
                return zeros <= limit ? zeros : throw Failure("a number is too large for its place");
            }

            Advance(MaxBits);
            zeros += MaxBits;
            if (zeros > limit)
            {
                throw Failure("a number is too large for its place");
            }
        }
    }

    /// <summary>One number in the code of RFC 9639, section 9.2.7.2: quotient in unary, remainder in binary, sign in
    /// the lowest bit.</summary>
    public long ReadRice(int parameter)
    {
        long quotient = ReadUnary((1L << 32) >> parameter);
        long folded = (quotient << parameter) | (long)Read(parameter);
        return (folded >> 1) ^ -(folded & 1);
    }

    public void AlignToByte() => Advance(-_bit & 7);

    public void SkipBytes(int count)
    {
        while (count > 0)
        {
            Peek();
            int some = Math.Min(count, _length - (_bit / 8));
            if (some <= 0)
            {
                throw CutShort();
            }

            _bit += some * 8;
            count -= some;
        }
    }

    /// <summary>The checksum starts with the next byte.</summary>
    public void StartChecksum()
    {
        _crc = 0;
        _unchecked = _bit / 8;
    }

    /// <summary>The checksum of all whole bytes read since its start.</summary>
    public ushort Checksum()
    {
        int at = _bit / 8;
        _crc = FlacChecksums.Crc16(_crc, _buffer.AsSpan(_unchecked, at - _unchecked));
        _unchecked = at;
        return _crc;
    }

    /// <summary>The next bits at the top of a word; at least <see cref="MaxBits"/> of them are real, zeros behind the
    /// end of the stream included.</summary>
    private ulong Peek()
    {
        if ((_bit / 8) + WordBytes > _length && !_ended)
        {
            Refill();
        }

        return BinaryPrimitives.ReadUInt64BigEndian(_buffer.AsSpan(_bit / 8)) << (_bit & 7);
    }

    private void Advance(int bits)
    {
        _bit += bits;
        if (_bit > _length * 8)
        {
            throw CutShort();
        }
    }

    private void Refill()
    {
        Checksum();
        int at = _bit / 8;
        int left = _length - at;
        _buffer.AsSpan(at, left).CopyTo(_buffer);
        int got = input.ReadUpTo(_buffer.AsSpan(left, BufferBytes - left));
        _length = left + got;
        _ended = _length < BufferBytes;
        _buffer.AsSpan(_length).Clear();
        _bit &= 7;
        _unchecked = 0;
    }

    private AudioFormatException CutShort() => input.Failure("the file ends too early");
}

using System.Diagnostics.CodeAnalysis;

namespace MinMo.Protocols.Realtime.Errors;

/// <summary>Either what was read or the reason why it cannot be.</summary>
/// <typeparam name="T">What is read.</typeparam>
[SuppressMessage("Design", "CA1000", Justification = "An outcome is made where its type is known anyway.")]
public readonly record struct ParseOutcome<T>
    where T : class
{
    private ParseOutcome(T? value, ProtocolError? error)
    {
        Value = value;
        Error = error;
    }

    /// <summary>What was read; null with <see cref="Error"/>.</summary>
    public T? Value { get; }

    /// <summary>Why nothing was read; null with <see cref="Value"/>.</summary>
    public ProtocolError? Error { get; }

    /// <summary>Whether something was read.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Value is not null;

    /// <summary>Something was read.</summary>
    public static ParseOutcome<T> Of(T value) => new(value, null);

    /// <summary>Nothing was read.</summary>
    public static ParseOutcome<T> Failed(ProtocolError error) => new(null, error);
}

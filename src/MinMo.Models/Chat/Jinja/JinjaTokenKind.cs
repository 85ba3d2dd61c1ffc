namespace MinMo.Models.Chat.Jinja;

/// <summary>The parts of a template.</summary>
internal enum JinjaTokenKind
{
    /// <summary>Text between tags.</summary>
    Plain,

    /// <summary><c>{{</c>.</summary>
    OutputBegin,

    /// <summary><c>}}</c>.</summary>
    OutputEnd,

    /// <summary><c>{%</c>.</summary>
    BlockBegin,

    /// <summary><c>%}</c>.</summary>
    BlockEnd,

    /// <summary>An identifier or keyword.</summary>
    Name,

    /// <summary>An integer or decimal number.</summary>
    Number,

    /// <summary>A quoted text, escapes resolved.</summary>
    Quoted,

    /// <summary>A sign.</summary>
    Operator,

    /// <summary>Nothing follows.</summary>
    End,
}

namespace MinMo.Models.Chat.Jinja;

/// <summary>Makes statements of tokens.</summary>
internal sealed class JinjaStatementParser(JinjaTokens tokens)
{
    /// <summary>Templates come with files from strangers; deeper ones would exhaust the stack.</summary>
    private const int DeepestNesting = 64;

    private readonly JinjaExpressionParser _expressions = new(tokens);
    private int _depth;

    public JinjaStatement ParseAll()
    {
        var body = ParseUntil();
        return tokens.Current.Kind == JinjaTokenKind.End ? body : throw tokens.Error("the template should end here");
    }

    /// <summary>Reads up to one of these block names, or to the end; the opening of that block is taken.</summary>
    private JinjaStatement ParseUntil(params ReadOnlySpan<string> ends)
    {
        Enter();
        var statements = new List<JinjaStatement>();
        while (tokens.Current.Kind != JinjaTokenKind.End)
        {
            var token = tokens.Take();
            if (token.Kind == JinjaTokenKind.BlockBegin && ends.Contains(tokens.Current.Text))
            {
                break;
            }

            statements.Add(token.Kind switch
            {
                JinjaTokenKind.Plain => (_, output) => output.Append(token.Text),
                JinjaTokenKind.OutputBegin => ParseOutput(),
                JinjaTokenKind.BlockBegin => ParseBlock(),
                _ => throw tokens.Error("a tag is out of place"),
            });
        }

        _depth--;
        return Sequence([.. statements]);
    }

    private void Enter()
    {
        if (++_depth > DeepestNesting)
        {
            throw tokens.Error("blocks are nested too deeply");
        }
    }

    private static JinjaStatement Sequence(JinjaStatement[] statements) => (scope, output) =>
    {
        foreach (var statement in statements)
        {
            statement(scope, output);
        }
    };

    private JinjaStatement ParseOutput()
    {
        var expression = _expressions.Parse();
        tokens.Expect(JinjaTokenKind.OutputEnd);
        return (scope, output) => output.Append(JinjaValue.ToText(expression(scope)));
    }

    private JinjaStatement ParseBlock() => tokens.TakeName() switch
    {
        "set" => ParseSet(),
        "if" => ParseIf(),
        "for" => ParseFor(),
        var other => throw tokens.Error($"the block '{other}' is not supported"),
    };

    private JinjaStatement ParseSet()
    {
        var name = tokens.TakeName();
        var part = tokens.TryTakeOperator(".") ? tokens.TakeName() : null;
        tokens.ExpectOperator("=");
        var value = _expressions.Parse();
        tokens.Expect(JinjaTokenKind.BlockEnd);
        return part is null
            ? (scope, _) => scope.Set(name, value(scope))
            : (scope, _) => SetPart(scope.Find(name), part, value(scope));
    }

    private static void SetPart(object? target, string part, object? value)
    {
        var container = target as JinjaObject ?? throw new ChatTemplateException($"'{part}' cannot be set in a value");
        container[part] = value;
    }

    private JinjaStatement ParseIf()
    {
        var condition = _expressions.Parse();
        tokens.Expect(JinjaTokenKind.BlockEnd);
        var then = ParseUntil("elif", "else", "endif");
        JinjaStatement otherwise = (_, _) => { };
        switch (tokens.TakeName())
        {
            case "elif":
                Enter();
                otherwise = ParseIf(); // reads the endif too
                _depth--;
                return Choose(condition, then, otherwise);
            case "else":
                tokens.Expect(JinjaTokenKind.BlockEnd);
                otherwise = ParseUntil("endif");
                tokens.ExpectName("endif");
                break;
            default:
                break;
        }

        tokens.Expect(JinjaTokenKind.BlockEnd);
        return Choose(condition, then, otherwise);
    }

    private static JinjaStatement Choose(JinjaExpression condition, JinjaStatement then, JinjaStatement otherwise)
        => (scope, output) => (JinjaValue.IsTrue(condition(scope)) ? then : otherwise)(scope, output);

    private JinjaStatement ParseFor()
    {
        var names = new List<string> { tokens.TakeName() };
        while (tokens.TryTakeOperator(","))
        {
            names.Add(tokens.TakeName());
        }

        tokens.ExpectName("in");
        var list = _expressions.ParseLoopList();
        var filter = tokens.TryTakeName("if") ? _expressions.Parse() : null;
        tokens.Expect(JinjaTokenKind.BlockEnd);
        var body = ParseUntil("endfor");
        tokens.ExpectName("endfor");
        tokens.Expect(JinjaTokenKind.BlockEnd);
        return new JinjaLoop([.. names], list, filter, body).Run;
    }
}

namespace MinMo.Models.Chat.Jinja;

/// <summary>Makes expressions of tokens, by recursive descent in Jinja's order of precedence.</summary>
internal sealed class JinjaExpressionParser
{
    /// <summary>Templates come with files from strangers; deeper ones would exhaust the stack.</summary>
    private const int DeepestNesting = 64;

    /// <summary>Chains of parts, filters and operators are evaluated one inside the other.</summary>
    private const int LongestChain = 500;

    private readonly JinjaTokens _tokens;
    private readonly JinjaListParser _lists;
    private int _depth;
    private int _links;

    public JinjaExpressionParser(JinjaTokens tokens)
    {
        _tokens = tokens;
        _lists = new JinjaListParser(tokens, Parse);
    }

    /// <summary>An expression, perhaps with <c>a if b else c</c>.</summary>
    public JinjaExpression Parse()
    {
        if (++_depth > DeepestNesting)
        {
            throw _tokens.Error("expressions are nested too deeply");
        }

        _links = _depth == 1 ? 0 : _links;
        var value = ParseWithoutChoice();
        if (_tokens.TryTakeName("if"))
        {
            var condition = ParseWithoutChoice();
            var otherwise = _tokens.TryTakeName("else") ? Parse() : _ => JinjaUndefined.Value;
            var then = value;
            value = scope => JinjaValue.IsTrue(condition(scope)) ? then(scope) : otherwise(scope);
        }

        _depth--;
        return value;
    }

    /// <summary>What a loop goes over; an <c>if</c> behind it is the loop's.</summary>
    public JinjaExpression ParseLoopList()
    {
        _links = 0;
        return ParseWithoutChoice();
    }

    private JinjaExpression ParseWithoutChoice()
    {
        var left = ParseAnd();
        while (_tokens.TryTakeName("or"))
        {
            CountLink();
            var (first, second) = (left, ParseAnd());
            left = scope => first(scope) is var value && JinjaValue.IsTrue(value) ? value : second(scope);
        }

        return left;
    }

    private JinjaExpression ParseAnd()
    {
        var left = ParseNot();
        while (_tokens.TryTakeName("and"))
        {
            CountLink();
            var (first, second) = (left, ParseNot());
            left = scope => first(scope) is var value && JinjaValue.IsTrue(value) ? second(scope) : value;
        }

        return left;
    }

    private JinjaExpression ParseNot()
    {
        var negations = 0;
        while (_tokens.TryTakeName("not"))
        {
            negations++;
        }

        var value = ParseComparison();
        return negations == 0 ? value : scope => JinjaValue.IsTrue(value(scope)) == (negations % 2 == 0);
    }

    private JinjaExpression ParseComparison()
    {
        var left = ParseSum();
        while (TakeComparison() is { } compare)
        {
            CountLink();
            var (first, second) = (left, ParseSum());
            left = scope => compare(first(scope), second(scope));
        }

        return left;
    }

    private Func<object?, object?, bool>? TakeComparison()
    {
        if (_tokens.IsName("not") && _tokens.IsFollowedByName("in"))
        {
            _tokens.Take();
            _tokens.Take();
            return (item, container) => !JinjaValue.Contains(container, item);
        }

        if (_tokens.TryTakeName("in"))
        {
            return (item, container) => JinjaValue.Contains(container, item);
        }

        if (_tokens.Current.Kind != JinjaTokenKind.Operator || JinjaOperators.Comparison(_tokens.Current.Text) is not { } found)
        {
            return null;
        }

        _tokens.Take();
        return found;
    }

    private JinjaExpression ParseSum() => ParseBinary(["+", "-"], () => ParseBinary(["~"], ParseProduct));

    private JinjaExpression ParseProduct() => ParseBinary(["*", "/", "//", "%"], ParseUnary);

    private JinjaExpression ParseBinary(string[] signs, Func<JinjaExpression> parseOperand)
    {
        var left = parseOperand();
        while (_tokens.Current.Kind == JinjaTokenKind.Operator && signs.Contains(_tokens.Current.Text))
        {
            CountLink();
            var compute = JinjaOperators.Arithmetic(_tokens.Take().Text);
            var (first, second) = (left, parseOperand());
            left = scope => compute(first(scope), second(scope));
        }

        return left;
    }

    private JinjaExpression ParseUnary()
    {
        var negates = _tokens.TryTakeOperator("-");
        var value = ParseTail(ParsePrimary());
        return negates ? scope => JinjaOperators.Arithmetic("-")(0L, value(scope)) : value;
    }

    private JinjaExpression ParsePrimary()
    {
        var token = _tokens.Take();
        return token.Kind switch
        {
            JinjaTokenKind.Quoted => ParseTexts(token.Text),
            JinjaTokenKind.Number => ParseNumber(token.Text),
            JinjaTokenKind.Name => ParseName(token),
            JinjaTokenKind.Operator when token.Text == "(" => ParseParentheses(),
            JinjaTokenKind.Operator when token.Text == "[" => _lists.ParseList(),
            JinjaTokenKind.Operator when token.Text == "{" => _lists.ParseObject(),
            _ => throw new ChatTemplateException($"'{token.Text}' is out of place", token.Position),
        };
    }

    private JinjaExpression ParseTexts(string text)
    {
        while (_tokens.Current.Kind == JinjaTokenKind.Quoted)
        {
            text += _tokens.Take().Text; // texts side by side are one
        }

        return _ => text;
    }

    private static JinjaExpression ParseNumber(string text)
    {
        var number = new JinjaNumber(text).Value;
        return _ => number;
    }

    private JinjaExpression ParseName(JinjaToken token) => token.Text switch
    {
        "true" or "True" => _ => true,
        "false" or "False" => _ => false,
        "none" or "None" => _ => null,
        _ when _tokens.IsOperator("(") => ParseFunction(token),
        var name => scope => scope.Find(name),
    };

    private JinjaExpression ParseFunction(JinjaToken token)
    {
        var function = JinjaFunctions.Find(token.Text)
            ?? throw new ChatTemplateException($"the function '{token.Text}' is not supported", token.Position);
        var arguments = _lists.ParseArguments();
        return scope => function(arguments(scope));
    }

    private JinjaExpression ParseParentheses()
    {
        var value = Parse();
        _tokens.ExpectOperator(")");
        return value;
    }

    /// <summary>Parts, calls, filters and tests behind a value.</summary>
    private JinjaExpression ParseTail(JinjaExpression value)
    {
        while (true)
        {
            CountLink();
            if (_tokens.TryTakeOperator("."))
            {
                value = ParsePart(value);
            }
            else if (_tokens.TryTakeOperator("["))
            {
                value = ParseIndex(value);
            }
            else if (_tokens.TryTakeOperator("|"))
            {
                value = ParseFilter(value);
            }
            else if (_tokens.TryTakeName("is"))
            {
                value = ParseTest(value);
            }
            else
            {
                return value;
            }
        }
    }

    private void CountLink()
    {
        if (++_links > LongestChain)
        {
            throw _tokens.Error("an expression is too long");
        }
    }

    private JinjaExpression ParsePart(JinjaExpression owner)
    {
        var token = _tokens.Current;
        var name = _tokens.TakeName();
        if (!_tokens.IsOperator("("))
        {
            return scope => JinjaValue.Part(owner(scope), name);
        }

        var method = JinjaMethods.Find(name)
            ?? throw new ChatTemplateException($"the method '{name}' is not supported", token.Position);
        var arguments = _lists.ParseArguments();
        return scope => method(owner(scope), arguments(scope));
    }

    private JinjaExpression ParseIndex(JinjaExpression owner)
    {
        var start = _tokens.IsOperator(":") ? null : Parse();
        if (!_tokens.TryTakeOperator(":"))
        {
            _tokens.ExpectOperator("]");
            return scope => JinjaValue.Index(owner(scope), start!(scope));
        }

        var end = _tokens.IsOperator("]") || _tokens.IsOperator(":") ? null : Parse();
        var step = _tokens.TryTakeOperator(":") && !_tokens.IsOperator("]") ? Parse() : null;
        _tokens.ExpectOperator("]");
        return scope => JinjaSlice.Take(owner(scope), start?.Invoke(scope), end?.Invoke(scope), step?.Invoke(scope));
    }

    private JinjaExpression ParseFilter(JinjaExpression value)
    {
        var token = _tokens.Current;
        var filter = JinjaFilters.Find(_tokens.TakeName())
            ?? throw new ChatTemplateException($"the filter '{token.Text}' is not supported", token.Position);
        var arguments = _tokens.IsOperator("(") ? _lists.ParseArguments() : _ => JinjaArguments.None;
        return scope => filter(value(scope), arguments(scope));
    }

    private JinjaExpression ParseTest(JinjaExpression value)
    {
        var negates = _tokens.TryTakeName("not");
        var token = _tokens.Current;
        var test = JinjaTests.Find(_tokens.TakeName())
            ?? throw new ChatTemplateException($"the test '{token.Text}' is not supported", token.Position);
        return scope => test(value(scope)) != negates;
    }
}

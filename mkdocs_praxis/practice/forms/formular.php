<?php
/*
 * mkdocs-praxis: takes what a form of this site sends and mails it to the practice's own box. PHP 8.1 or later.
 *
 * This file is the same on every site, byte for byte; which forms there are stands in formular.json beside it.
 * It keeps no database, asks no third party, sets no cookie and writes nothing of what people send into any log or
 * file: for an hour it keeps a keyed hash of the sender's address, to count by. What may tell of somebody's health is
 * encrypted (S/MIME) before it leaves this server, or not taken at all.
 *
 * Mail goes through the server's own mail(), or through a mailbox named in `praxis-formular.ini` one folder above the
 * web root, where nobody can fetch it:
 *     host = smtp.example.de
 *     port = 465
 *     user = formular@praxis.example
 *     password = …
 */
declare(strict_types=1);

ini_set('display_errors', '0');
ini_set('log_errors', '0');
ini_set('zend.exception_ignore_args', '1');

const MOST_BYTES = 20000;
const WINDOW = 3600;          // seconds for which senders are counted
const FROM_ONE = 5;           // messages from one address in that time
const FROM_ALL = 60;          // messages from everybody in that time
const CONFIRM = 1800;         // seconds for which a page that asks for confirmation holds

header('Cache-Control: no-store');
header("Content-Security-Policy: default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
header('Referrer-Policy: no-referrer');
header('X-Content-Type-Options: nosniff');
header('X-Robots-Tag: noindex');

final class Refused extends Exception
{
    public function __construct(public readonly int $status, public readonly string $text)
    {
        parent::__construct($text);
    }
}

$config = json_decode((string) @file_get_contents(__DIR__ . '/formular.json'), true);
if (!is_array($config)) {
    http_response_code(500);
    exit;
}
$language = $config['language'];
try {
    handle($config, $language);
} catch (Refused $refused) {
    answer($refused->status, $refused->text, $config, $language);
} catch (Throwable) {
    answer(500, 'failed', $config, $language);
}

/** Take what one page of a form sends: show the next page, or send the message on. */
function handle(array $config, string &$language): void
{
    if (($_SERVER['REQUEST_METHOD'] ?? '') !== 'POST') {
        header('Allow: POST');
        throw new Refused(405, 'only_form');
    }
    if (!encrypted()) {
        throw new Refused(403, 'only_https');
    }
    $type = strtolower(trim(explode(';', (string) ($_SERVER['CONTENT_TYPE'] ?? ''))[0]));
    if ($type !== 'application/x-www-form-urlencoded' || (int) ($_SERVER['CONTENT_LENGTH'] ?? 0) > MOST_BYTES) {
        throw new Refused(400, 'only_form');
    }
    $name = $_POST['formular'] ?? '';
    if (!is_string($name) || !isset($config['forms'][$name])) {
        throw new Refused(400, 'only_form');
    }
    $form = $config['forms'][$name];
    $language = $form['language'];
    $confirmed = confirmed();
    if (!$confirmed && !same_site()) {
        throw new Refused(403, 'only_form');
    }
    if (($_POST['website'] ?? '') !== '') {
        answer(200, 'sent', $config, $language); // only programs fill the field that nobody sees
        return;
    }
    $values = values($form);
    $check = count($form['steps']);
    $aim = aim($check);
    foreach (array_slice($form['steps'], 0, $aim) as $at => $step) {
        if (($wrong = wrong($step['fields'], $values, $config['texts'][$language])) !== []) {
            step($config, $form, $name, $values, $at, $wrong);
            return;
        }
    }
    if ($aim < $check) {
        step($config, $form, $name, $values, $aim, []);
    } elseif ($aim === $check || (!$confirmed && !isset($_SERVER['HTTP_SEC_FETCH_SITE']))) {
        check($config, $form, $name, $values);
    } else {
        count_sender();
        deliver($config, fields($form), $form, $values);
        answer(200, 'sent', $config, $language);
    }
}

/** Which page of a form is asked for: that of a step, after them the one to check all, after that the sending. */
function aim(int $check): int
{
    $aim = $_POST['praxis_ziel'] ?? (string) ($check + 1);
    if (!is_string($aim) || !ctype_digit($aim) || (int) $aim > $check + 1) {
        throw new Refused(400, 'only_form');
    }
    return (int) $aim;
}

/** @return array<string, array<string, mixed>> all fields of a form, over all its steps */
function fields(array $form): array
{
    return array_merge(...array_column($form['steps'], 'fields'));
}

/** Whether the message came encrypted; on the own machine nothing travels. */
function encrypted(): bool
{
    $https = strtolower((string) ($_SERVER['HTTPS'] ?? ''));
    if (($https !== '' && $https !== 'off') || (string) ($_SERVER['SERVER_PORT'] ?? '') === '443') {
        return true;
    }
    if ((ini()['proxy'] ?? '') === '1' && strtolower((string) ($_SERVER['HTTP_X_FORWARDED_PROTO'] ?? '')) === 'https') {
        return true;
    }
    $host = preg_replace('/:\d+$/', '', (string) ($_SERVER['HTTP_HOST'] ?? ''));
    $here = in_array($_SERVER['REMOTE_ADDR'] ?? '', ['127.0.0.1', '::1'], true);
    return $here && in_array($host, ['localhost', '127.0.0.1', '[::1]'], true);
}

/** Whether a page of this very site sent the message. Browsers say so themselves; older ones are asked to confirm. */
function same_site(): bool
{
    $said = $_SERVER['HTTP_SEC_FETCH_SITE'] ?? null;
    if ($said !== null) {
        return $said === 'same-origin';
    }
    $origin = (string) ($_SERVER['HTTP_ORIGIN'] ?? '');
    if ($origin === '' || $origin === 'null') { // the site's referrer policy keeps it
        return true;
    }
    return strtolower((string) parse_url($origin, PHP_URL_HOST)) === strtolower((string) preg_replace('/:\d+$/', '', (string) ($_SERVER['HTTP_HOST'] ?? '')));
}

/**
 * Read the fields that the form has, and no others.
 * @return array<string, string>
 */
function values(array $form): array
{
    $fields = fields($form);
    $known = array_merge(array_keys($fields), ['formular', 'website', 'praxis_ziel', 'praxis_bis', 'praxis_zeichen']);
    foreach (array_keys($_POST) as $key) {
        if (!in_array((string) $key, $known, true)) {
            throw new Refused(400, 'only_form');
        }
    }
    $values = [];
    foreach ($fields as $name => $field) {
        $value = $_POST[$name] ?? '';
        $value = is_array($value) ? joined($value, $field['type']) : $value;
        if (!is_string($value) || preg_match('//u', $value) !== 1) {
            throw new Refused(400, 'only_form');
        }
        $value = trim((string) preg_replace('/[^\P{C}\n\t]/u', '', str_replace(["\r\n", "\r"], "\n", $value)));
        $values[$name] = $field['type'] === 'textarea' ? $value : (string) preg_replace('/\s+/u', ' ', $value);
    }
    return $values;
}

/** What came in parts: a day of its three fields, ticks of their list; null for what no form of ours sends. */
function joined(array $parts, string $type): ?string
{
    if ($parts !== array_filter($parts, 'is_string') || !in_array($type, ['date', 'ticks'], true)) {
        return null;
    }
    if ($type === 'ticks') {
        return implode(', ', $parts);
    }
    $day = array_map('trim', [$parts['y'] ?? '', $parts['m'] ?? '', $parts['d'] ?? '']);
    if (implode('', $day) === '') {
        return '';
    }
    $digits = preg_match('/^\d{4}-\d{1,2}-\d{1,2}$/', implode('-', $day)) === 1;
    return $digits ? sprintf('%s-%02d-%02d', ...$day) : implode('-', $day);
}

/** @return array<string, string> what is to be put right, by field */
function wrong(array $fields, array $values, array $texts): array
{
    $wrong = [];
    foreach ($fields as $name => $field) {
        $value = $values[$name];
        if ($value !== '' && preg_match_all('/./us', $value) > $field['most']) {
            $wrong[$name] = strtr($texts['too_long'], ['{label}' => $field['label'], '{most}' => (string) $field['most']]);
        } elseif (preg_match('#https?://|\bwww\.#i', $value)) {
            $wrong[$name] = strtr($texts['no_link'], ['{label}' => $field['label']]);
        } elseif (!fits($value, $field)) {
            $wrong[$name] = $field['ask'] ?? strtr($texts['not_right'], ['{label}' => $field['label']]);
        }
    }
    return $wrong;
}

function fits(string $value, array $field): bool
{
    if ($value === '') {
        return !$field['required'];
    }
    return match ($field['type']) {
        'email' => filter_var($value, FILTER_VALIDATE_EMAIL) !== false,
        'tel' => preg_match('#^[+(]*\d[\d\s()/.-]{3,}$#', $value) === 1,
        'date' => preg_match('/^(\d{4})-(\d\d)-(\d\d)$/', $value, $m) === 1 && checkdate((int) $m[2], (int) $m[3], (int) $m[1])
            && (!($field['past'] ?? false) || ($value <= date('Y-m-d') && $value > '1890')),
        'choice' => in_array($value, $field['choices'], true),
        'ticks' => array_diff(explode(', ', $value), $field['choices']) === [],
        default => true,
    };
}

/** The folder of this handler's own, which nobody else may read; without one nothing is taken. */
function room(): string
{
    $room = ini()['ordner'] ?? sys_get_temp_dir() . '/praxis-formular-' . substr(hash('sha256', __DIR__), 0, 16);
    if (!is_dir($room)) {
        @mkdir($room, 0700);
    }
    $probe = is_link($room) ? false : @tempnam($room, 'p');
    if ($probe === false || dirname($probe) !== realpath($room)) {
        throw new Refused(503, 'failed');
    }
    $mine = fileowner($probe) === fileowner($room) && (fileperms($room) & 0077) === 0;
    unlink($probe);
    if (!$mine) {
        throw new Refused(503, 'failed');
    }
    return $room;
}

function secret(): string
{
    $file = room() . '/secret';
    $handle = @fopen($file, 'x');
    if ($handle !== false) {
        chmod($file, 0600);
        fwrite($handle, random_bytes(32));
        fclose($handle);
    }
    $secret = (string) @file_get_contents($file);
    if (strlen($secret) !== 32) {
        throw new Refused(503, 'failed');
    }
    return $secret;
}

/** Count a message; whoever sends too many has to wait. Kept: a keyed hash of the address and when, for an hour. */
function count_sender(): void
{
    $handle = @fopen(room() . '/counted', 'c+');
    if ($handle === false || !flock($handle, LOCK_EX)) {
        throw new Refused(503, 'failed');
    }
    $now = time();
    $counted = json_decode((string) stream_get_contents($handle), true);
    $counted = array_values(array_filter(is_array($counted) ? $counted : [], fn ($one) => $one[1] > $now - WINDOW));
    $sender = substr(hash_hmac('sha256', (string) ($_SERVER['REMOTE_ADDR'] ?? ''), secret()), 0, 32);
    $own = count(array_filter($counted, fn ($one) => $one[0] === $sender));
    $full = $own >= FROM_ONE || count($counted) >= FROM_ALL;
    if (!$full) {
        $counted[] = [$sender, $now];
    }
    ftruncate($handle, 0);
    rewind($handle);
    fwrite($handle, json_encode($counted, JSON_THROW_ON_ERROR));
    fclose($handle);
    if ($full) {
        header('Retry-After: ' . WINDOW);
        throw new Refused(429, 'too_many');
    }
}

// A browser that does not say where the form stood is shown what it sends; only what that page sends once more is taken.

function seal(string $until): string
{
    $sent = array_diff_key($_POST, ['praxis_ziel' => 1, 'praxis_bis' => 1, 'praxis_zeichen' => 1]);
    ksort($sent);
    return hash_hmac('sha256', $until . "\n" . json_encode($sent, JSON_THROW_ON_ERROR), secret());
}

function confirmed(): bool
{
    $until = $_POST['praxis_bis'] ?? '';
    $sign = $_POST['praxis_zeichen'] ?? '';
    if (!is_string($until) || !is_string($sign) || $until === '' || $sign === '') {
        return false;
    }
    return ctype_digit($until) && (int) $until >= time() && (int) $until <= time() + CONFIRM && hash_equals(seal($until), $sign);
}

// Mail

function deliver(array $config, array $fields, array $form, array $values): void
{
    $text = '';
    foreach ($fields as $name => $field) {
        if ($values[$name] !== '') {
            $text .= $field['label'] . ': ' . str_replace("\n", "\n    ", $values[$name]) . "\n";
        }
    }
    $part = ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64'];
    $body = chunk_split(base64_encode($text), 76, "\r\n");
    if ($form['encrypt']) {
        [$part, $body] = sealed($part, $body, __DIR__ . '/' . $config['certificate']);
    }
    $headers = array_merge(
        ['From: ' . $config['from'], 'MIME-Version: 1.0', 'Date: ' . date('r'), 'Auto-Submitted: auto-generated',
            'Message-ID: <' . bin2hex(random_bytes(16)) . '@' . substr(strrchr($config['from'], '@'), 1) . '>'],
        $form['encrypt'] || ($values['email'] ?? '') === '' ? [] : ['Reply-To: ' . $values['email']],
        $part,
    );
    $subject = '=?UTF-8?B?' . base64_encode($form['subject']) . '?=';
    $sent = ini() === [] ? mail($config['to'], $subject, $body, implode("\r\n", $headers)) : submit($config, $subject, $headers, $body);
    if (!$sent) {
        throw new Refused(502, 'failed');
    }
}

/**
 * Encrypt for the practice's certificate; plain text touches no disk but this server's, and that for a moment.
 * @return array{list<string>, string}
 */
function sealed(array $headers, string $body, string $certificate): array
{
    $room = room();
    $in = (string) tempnam(is_writable('/dev/shm') ? '/dev/shm' : $room, 'p');
    $out = (string) tempnam($room, 'p');
    try {
        chmod($in, 0600);
        file_put_contents($in, implode("\r\n", $headers) . "\r\n\r\n" . $body);
        $pem = (string) @file_get_contents($certificate);
        if ($pem === '' || !openssl_pkcs7_encrypt($in, $out, $pem, [], 0, OPENSSL_CIPHER_AES_256_CBC)) {
            throw new Refused(503, 'failed');
        }
        [$head, $sealed] = preg_split('/\r?\n\r?\n/', (string) file_get_contents($out), 2);
    } finally {
        file_put_contents($in, str_repeat("\0", 4096));
        unlink($in);
        unlink($out);
    }
    $kept = array_filter(preg_split('/\r?\n(?![ \t])/', trim($head)), fn ($line) => stripos($line, 'MIME-Version:') !== 0);
    return [array_values($kept), (string) preg_replace('/\r?\n/', "\r\n", $sealed)];
}

/** @return array<string, string> */
function ini(): array
{
    static $read = null;
    if ($read === null) {
        $file = dirname((string) realpath((string) ($_SERVER['DOCUMENT_ROOT'] ?? __DIR__))) . '/praxis-formular.ini';
        $read = is_file($file) ? (parse_ini_file($file, false, INI_SCANNER_RAW) ?: []) : [];
    }
    return $read;
}

/** Hand the mail to the mailbox of the ini file, over TLS with a certificate that is checked; bare only on the own machine. */
function submit(array $config, string $subject, array $headers, string $body): bool
{
    $ini = ini();
    if (!isset($ini['host'])) {
        return mail($config['to'], $subject, $body, implode("\r\n", $headers));
    }
    $port = (int) ($ini['port'] ?? 465);
    $local = in_array($ini['host'], ['localhost', '127.0.0.1'], true) && ($ini['tls'] ?? '1') === '0';
    $ssl = ['verify_peer' => true, 'verify_peer_name' => true] + (isset($ini['ca']) ? ['cafile' => $ini['ca']] : []);
    $address = ($port === 465 || ($ini['tls'] ?? '') === 'direct' ? 'tls' : 'tcp') . '://' . $ini['host'] . ':' . $port;
    $line = @stream_socket_client($address, $code, $error, 15, STREAM_CLIENT_CONNECT, stream_context_create(['ssl' => $ssl]));
    if ($line === false) {
        return false;
    }
    stream_set_timeout($line, 15);
    $say = function (?string $words, string $wanted) use ($line): void {
        if ($words !== null) {
            fwrite($line, $words . "\r\n");
        }
        do {
            $heard = (string) fgets($line, 1024);
        } while (isset($heard[3]) && $heard[3] === '-');
        if (!str_starts_with($heard, $wanted)) {
            throw new Refused(502, 'failed');
        }
    };
    $me = 'EHLO ' . (preg_replace('/[^a-z0-9.-]/i', '', (string) ($_SERVER['SERVER_NAME'] ?? '')) ?: 'localhost');
    $say(null, '220');
    $say($me, '250');
    if (!str_starts_with($address, 'tls:') && !$local) {
        $say('STARTTLS', '220');
        if (!stream_socket_enable_crypto($line, true, STREAM_CRYPTO_METHOD_TLS_CLIENT)) {
            return false;
        }
        $say($me, '250');
    }
    if (isset($ini['user'])) {
        $say('AUTH PLAIN ' . base64_encode("\0" . $ini['user'] . "\0" . ($ini['password'] ?? '')), '235');
    }
    $say('MAIL FROM:<' . $config['from'] . '>', '250');
    $say('RCPT TO:<' . $config['to'] . '>', '250');
    $say('DATA', '354');
    $message = implode("\r\n", array_merge(['To: ' . $config['to'], 'Subject: ' . $subject], $headers)) . "\r\n\r\n" . $body;
    $say((string) preg_replace('/^\./m', '..', rtrim($message, "\r\n")) . "\r\n.", '250');
    $say('QUIT', '221');
    fclose($line);
    return true;
}

// Pages

function safe(string $text): string
{
    return htmlspecialchars($text, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8');
}

function answer(int $status, string $text, array $config, string $language): void
{
    $texts = $config['texts'][$language];
    $html = '<p>' . safe($texts[$text]) . '</p>';
    if ($status !== 200) {
        $number = '<a href="' . safe($texts['dial']) . '" dir="ltr">' . safe($texts['phone']) . '</a>';
        $html .= '<p>' . ($texts['phone'] === '' ? safe($texts['call']) : str_replace(safe($texts['phone']), $number, safe($texts['call']))) . '</p>';
    }
    page($status, $texts[$status === 200 ? 'sent_title' : 'failed_title'], $html, $config, $language);
}

/**
 * Show a step of a form, filled with what is known; what is to be put right stands above it and at its field.
 * @param array<string, string> $wrong
 */
function step(array $config, array $form, string $name, array $values, int $at, array $wrong): void
{
    $texts = $config['texts'][$form['language']];
    [$steps, $shown] = [$form['steps'], $form['steps'][$at]['fields']];
    $html = '';
    foreach ($wrong as $field => $words) {
        $html .= '<li><a href="#' . safe($field) . '">' . safe($words) . '</a></li>';
    }
    if ($wrong !== []) {
        $html = '<div class="praxis praxis-card praxis-errors" role="alert" tabindex="-1" autofocus><h2>' . safe($texts['wrong']) . '</h2><ul>' . $html . '</ul></div>';
    }
    $html .= opened($name, array_diff_key($values, $shown)) . '<fieldset><legend' . (count($steps) === 1 ? ' class="visually-hidden"' : '') . '>' . safe(where($steps, $at, $steps[$at]['title'], $texts)) . '</legend>';
    foreach ($shown as $field => $about) {
        $html .= field($field, $about, $values[$field], $wrong[$field] ?? '', $texts);
    }
    $last = $at + 1 === count($steps);
    $html .= '</fieldset><p class="praxis-actions">' . button(count($steps) === 1 ? 2 : $at + 1, $texts[$last && $at === 0 ? 'confirm_button' : 'next'])
        . ($at > 0 ? button($at - 1, $texts['back'], true) : '') . '</p></form>';
    page($wrong === [] ? 200 : 422, $form['title'], $html, $config, $form['language'], $wrong === [] ? '' : $texts['error'] . ': ');
}

/** Show all that is going to be sent, each answer with a way back to it. */
function check(array $config, array $form, string $name, array $values): void
{
    $texts = $config['texts'][$form['language']];
    $steps = $form['steps'];
    $_POST = ['formular' => $name, 'website' => ''] + $values;
    $until = (string) (time() + CONFIRM);
    $html = opened($name, $values + ['praxis_bis' => $until, 'praxis_zeichen' => seal($until)]);
    $html .= count($steps) > 1 ? '<p class="praxis-step">' . safe(where($steps, count($steps), $texts['check'], $texts)) . '</p>' : '';
    $html .= '<dl class="praxis-answers">';
    foreach ($steps as $at => $step) {
        foreach ($step['fields'] as $field => $about) {
            if ($values[$field] !== '') {
                $shown = $about['type'] === 'date' ? implode('.', array_reverse(explode('-', $values[$field]))) : $values[$field];
                $html .= '<div><dt>' . safe($about['label']) . '</dt><dd>' . nl2br(safe($shown)) . '</dd><dd>' . button($at, $texts['change'], true, $about['label']) . '</dd></div>';
            }
        }
    }
    $html .= '</dl><p class="praxis-actions">' . button(count($steps) + 1, $texts['confirm_button']) . '</p></form>';
    page(200, $texts['confirm'], $html, $config, $form['language']);
}

function opened(string $name, array $hidden): string
{
    $html = '<form class="praxis praxis-form" method="post" action="formular.php" accept-charset="utf-8" novalidate>';
    foreach (['formular' => $name, 'website' => ''] + $hidden as $key => $value) {
        $html .= '<input type="hidden" name="' . safe($key) . '" value="' . safe($value) . '">';
    }
    return $html;
}

function where(array $steps, int $at, string $title, array $texts): string
{
    $all = count($steps);
    return $all === 1 ? $title : strtr($texts['step'], ['{n}' => (string) ($at + 1), '{all}' => (string) ($all + 1), '{title}' => $title]);
}

function button(int $aim, string $words, bool $quiet = false, string $what = ''): string
{
    return '<button class="praxis-button' . ($quiet ? ' praxis-button--quiet' : '') . '" type="submit" name="praxis_ziel" value="' . $aim . '">' . safe($words)
        . ($what === '' ? '' : ' <span class="visually-hidden">' . safe($what) . '</span>') . '</button>';
}

/** One field, as the page with the first step has it (templates/form.html). */
function field(string $name, array $field, string $value, string $wrong, array $texts): string
{
    $label = safe($field['label']) . ($field['required'] ? ' ' . safe($texts['required']) : '');
    $said = $wrong !== '' ? $wrong : ($field['ask'] ?? '');
    $error = $said === '' ? '' : '<p class="praxis-error" id="' . $name . '-error">' . safe($said) . '</p>';
    $is = ' name="' . $name . '"' . ($field['required'] ? ' required' : '') . ($said === '' ? '' : ' aria-describedby="' . $name . '-error"') . ($wrong === '' ? '' : ' aria-invalid="true"');
    $class = 'praxis-field' . ($wrong === '' ? '' : ' praxis-field--wrong');
    $html = '';
    if ($field['type'] === 'date') {
        [$year, $month, $day] = explode('-', $value, 3) + ['', '', ''];
        foreach (['d' => ['day', $day, 2], 'm' => ['month', $month, 2], 'y' => ['year', $year, 4]] as $part => [$what, $given, $most]) {
            $html .= '<label>' . safe($texts[$what]) . '<input type="text"' . ($part === 'd' ? ' id="' . $name . '"' : '') . str_replace('name="' . $name . '"', 'name="' . $name . '[' . $part . ']"', $is)
                . ' inputmode="numeric" dir="ltr" maxlength="' . $most . '" size="' . $most . '"' . (isset($field['autocomplete']) ? ' autocomplete="' . $field['autocomplete'] . '-' . $what . '"' : '') . ' value="' . safe($given) . '"></label>';
        }
        return '<fieldset class="' . $class . '"><legend class="praxis-label">' . $label . '</legend>' . $error . '<div class="praxis-day">' . $html . '</div></fieldset>';
    }
    if ($field['type'] === 'ticks') {
        foreach ($field['choices'] as $i => $choice) {
            $html .= '<label class="praxis-choice"><input type="checkbox"' . ($i === 0 ? ' id="' . $name . '"' : '') . ' name="' . $name . '[]" value="' . safe($choice) . '"' . (in_array($choice, explode(', ', $value), true) ? ' checked' : '') . '> ' . safe($choice) . '</label>';
        }
        return '<fieldset class="' . $class . '"><legend class="praxis-label">' . $label . '</legend>' . $error . $html . '</fieldset>';
    }
    if ($field['type'] === 'choice') {
        foreach ($field['choices'] as $i => $choice) {
            $html .= '<label class="praxis-choice"><input type="radio"' . ($i === 0 ? ' id="' . $name . '"' : '') . $is . ' value="' . safe($choice) . '"' . ($choice === $value ? ' checked' : '') . '> ' . safe($choice) . '</label>';
        }
        return '<fieldset class="' . $class . '"><legend class="praxis-label">' . $label . '</legend>' . $error . $html . '</fieldset>';
    }
    $is = ' id="' . $name . '"' . $is . ' maxlength="' . $field['most'] . '"';
    $is .= isset($field['autocomplete']) ? ' autocomplete="' . $field['autocomplete'] . '"' : '';
    $input = $field['type'] === 'textarea' ? '<textarea rows="5"' . $is . '>' . "\n" . safe($value) . '</textarea>'
        : '<input type="' . $field['type'] . '"' . $is . ($field['type'] === 'tel' ? ' dir="ltr" pattern="[+\(]*\d[\d\s\(\)\/.\-]{3,}"' : '') . ' value="' . safe($value) . '">';
    return '<div class="' . $class . '"><label class="praxis-label" for="' . $name . '">' . $label . '</label>' . $error . $input . '</div>';
}

function page(int $status, string $title, string $html, array $config, string $language, string $before = ''): void
{
    http_response_code($status);
    header('Content-Type: text/html; charset=utf-8');
    // it looks as the site does: with the style sheets of its first page, as far as they are the site's own
    preg_match_all('#<link rel="stylesheet" href="(?:\./)?([\w-][\w./-]*\.css)"#', (string) @file_get_contents(__DIR__ . '/index.html'), $sheets);
    $styles = implode('', array_map(fn ($sheet) => '<link rel="stylesheet" href="' . $sheet . '">', $sheets[1]));
    echo '<!doctype html><html lang="', safe($language), '"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        '<title>', safe($before . $title), ' – ', safe($config['practice']), '</title>', $styles, '</head><body>',
        '<header class="page-head"><div class="wrap"><a class="page-name" href="./"><span><strong>', safe($config['practice']), '</strong></span></a></div></header>',
        '<main><div class="page-title"><div class="wrap"><h1>', safe($title), '</h1></div></div><div class="wrap page-body prose">', $html,
        '<p><a class="tap" href="./">', safe($config['texts'][$language]['home']), '</a></p></div></main></body></html>';
}

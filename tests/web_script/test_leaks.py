"""Code that contacts a foreign host by itself: every host is named, and nothing else is."""

import pytest

# One case a line: the code; the hosts it contacts are all hosts under .test in it, unless given.
SINKS = r"""
fetch('https://a.test/x')
fetch("//a.test/x")
fetch(`https://a.test/x`)
fetch('\\\\a.test/x')
fetch('/\\a.test/x')
fetch(' https://a.test/x')
fetch('https:\\\\a.test/x')
fetch(new Request('https://a.test/x'))
fetch(new URL('https://a.test/x'))
fetch(new URL('/x', 'https://a.test'))
fetch({url:'https://a.test/x', toString(){return this.url}})
window.fetch('https://a.test/x')
self['fetch']('https://a.test/x')
globalThis.fetch('https://a.test/x')
(0, window.fetch)('https://a.test/x')
var f = fetch; f('https://a.test/x')
fetch.call(null, 'https://a.test/x')
fetch.apply(window, ['https://a.test/x'])
fetch.bind(window, 'https://a.test/x')()
await fetch('https://a.test/x')
fetch?.('https://a.test/x')
var x = new XMLHttpRequest(); x.open('GET', 'https://a.test/x'); x.send()
var x = new XMLHttpRequest; x['open']("POST", "//a.test/x", true); x.send()
XMLHttpRequest.prototype.open.call(x, 'GET', 'https://a.test/x')
navigator.sendBeacon('https://a.test/x')
navigator['sendBeacon']('https://a.test/x', '')
new WebSocket('wss://a.test/s')
new WebSocket('https://a.test/s')
new window.WebSocket('ws://a.test')
new WebTransport('https://a.test:4433/')
new EventSource('https://a.test/e')
new Worker('https://a.test/w.js')
new SharedWorker('https://a.test/w.js')
importScripts('https://a.test/1.js', 'https://b.test/2.js')
self.importScripts('https://a.test/1.js')
import('https://a.test/m.js')
import('https://a.test/m.js').then(m => m.default())
new Image().src = 'https://a.test/p.gif'
(new Image).src = 'https://a.test/p.gif'
var i = new Image(1, 1); i.src = 'https://a.test/p.gif?' + Date.now()
new Audio('https://a.test/a.mp3').play()
document.createElement('img').src = 'https://a.test/p.gif'
var s = document.createElement('script'); s.src = 'https://a.test/x.js'; document.head.appendChild(s)
var s = document.createElement('script'); s.async = 1; s['src'] = '//a.test/x.js'; document.body.append(s)
var s = document.createElementNS('http://www.w3.org/1999/xhtml', 'script'); s.src = '//a.test/x.js'; document.head.append(s)
const s = Object.assign(document.createElement('script'), {src: 'https://a.test/x.js'}); document.head.append(s)
document.head.appendChild(document.createElement('script')).src = 'https://a.test/x.js'
var e = document.createElement('iframe'); e.setAttribute('src', 'https://a.test/f'); document.body.append(e)
var e = document.createElement('embed'); e.setAttribute('SRC', 'https://a.test/f'); document.body.append(e)
var e = document.createElement('object'); e.data = 'https://a.test/f'; document.body.append(e)
var e = document.createElement('video'); e.poster = 'https://a.test/p.jpg'; document.body.append(e)
var e = document.createElement('img'); e.srcset = 'https://a.test/1.jpg 1x, https://b.test/2.jpg 2x'
var e = document.createElement('img'); e.setAttributeNS(null, 'src', 'https://a.test/p')
var e = document.createElementNS('http://www.w3.org/2000/svg', 'image'); e.setAttributeNS('http://www.w3.org/1999/xlink', 'xlink:href', 'https://a.test/p')
var e = document.createElement('td'); e.setAttribute('background', 'https://a.test/b.gif')
var l = document.createElement('link'); l.rel = 'stylesheet'; l.href = 'https://a.test/s.css'; document.head.append(l)
var l = document.createElement('link'); l.setAttribute('rel', 'icon'); l.setAttribute('href', '//a.test/i.png'); document.head.append(l)
var l = document.createElement('link'); l.href = '//a.test/i.css'; document.head.append(l)
document.querySelector('link[rel=stylesheet]').href = 'https://a.test/s.css'
document.querySelector('img').src = 'https://a.test/p.jpg'
document.getElementById('karte').src = 'https://a.test/karte'
document.images[0].src = 'https://a.test/p'
document.querySelectorAll('iframe').forEach(f => { f.src = 'https://a.test/f' })
document.createElement('img').setAttribute(...['src', 'https://a.test/p'])
document.body.innerHTML = '<img src="https://a.test/p.gif">'
document.body.innerHTML += "<iframe src='//a.test/f'></iframe>"
el.outerHTML = `<link rel="stylesheet" href="https://a.test/s.css">`
el.insertAdjacentHTML('beforeend', '<img src=https://a.test/p.gif>')
document.write('<script src="https://a.test/x.js"><\/script>')
document.write("<scr" + "ipt src='//a.test/x.js'></scr" + "ipt>")
document.writeln('<img src="', 'https://a.test/p.gif', '">')
document['write'](unescape('%3Cscript src="https://a.test/x.js"%3E%3C/script%3E'))
document.body.append(document.createRange().createContextualFragment('<script src="https://a.test/x.js"></script>'))
var f = document.createElement('iframe'); f.srcdoc = '<img src="https://a.test/p">'; document.body.append(f)
var t = document.createElement('template'); t.innerHTML = '<img src="https://a.test/p">'; document.body.append(t.content.cloneNode(true))
el.setHTMLUnsafe('<img src="https://a.test/p">')
el.style.backgroundImage = 'url(https://a.test/b.png)'
el.style.background = 'no-repeat url("//a.test/b.png")'
el.style.setProperty('background', 'url(https://a.test/b.png)')
el.style.cssText = 'background:url(https://a.test/b.png)'
el.setAttribute('style', 'background:url(https://a.test/b.png)')
el.style.setProperty('--bild', 'url(https://a.test/b.png)')
el.style.cursor = 'url(https://a.test/c.cur), auto'
var s = document.createElement('style'); s.textContent = '@import "https://a.test/s.css";'; document.head.append(s)
var s = document.createElement('style'); s.innerHTML = 'body{background:url(https://a.test/b.png)}'; document.head.append(s)
document.styleSheets[0].insertRule('@import url(https://a.test/s.css)')
document.styleSheets[0].insertRule('body{background:url(https://a.test/b.png)}', 0)
new CSSStyleSheet().replaceSync('body{background:url(https://a.test/b.png)}')
document.fonts.add(new FontFace('F', 'url(https://a.test/f.woff2)'))
new FontFace('F', "url('//a.test/f.woff2') format('woff2')").load()
CSS.paintWorklet.addModule('https://a.test/p.js')
ctx.audioWorklet.addModule('https://a.test/p.js')
navigator.serviceWorker.register('https://a.test/sw.js')
new RTCPeerConnection({iceServers: [{urls: 'stun:a.test:3478'}]})
new RTCPeerConnection({iceServers: [{urls: ['stun:a.test', 'turn:b.test:3478?transport=udp'], username: 'u'}]})
const server = [{url: 'turns:a.test'}]; new webkitRTCPeerConnection({iceServers: server})
caches.open('v1').then(c => c.addAll(['https://a.test/x.css']))
caches.open('v1').then(cache => cache.add('https://a.test/x.css'))
navigator.credentials.get({identity: {providers: [{configURL: 'https://a.test/fedcm.json'}]}})
var s = document.createElement('script'); s.textContent = "fetch('https://a.test/x')"; document.head.append(s)
var s = document.createElement('script'); s.text = "new Image().src='//a.test/p'"; document.head.append(s)
eval("fetch('https://a.test/x')")
window.eval('new Image().src="https://a.test/p"')
(0, eval)("fetch('https://a.test/x')")
new Function("fetch('https://a.test/x')")()
Function('u', "fetch('https://a.test/x')")()
setTimeout("fetch('https://a.test/x')", 100)
setInterval("new Image().src='https://a.test/p'", 1000)
eval("eval(\"fetch('https://a.test/x')\")")
new Worker(URL.createObjectURL(new Blob(["importScripts('https://a.test/w.js')"], {type: 'text/javascript'})))
new Worker('data:text/javascript,' + "fetch('https://a.test/x')")
new Worker('data:text/javascript;base64,ZmV0Y2goJ2h0dHBzOi8vYS50ZXN0L3gnKQ==') ## a.test
import('data:text/javascript,import "https://a.test/m.js"')
var o = document.createElement('object'); o.data = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"><image href="https://a.test/p"/></svg>'; document.body.append(o)
var f = document.createElement('iframe'); f.src = 'data:text/html,<img src="https://a.test/p">'; document.body.append(f)
var f = document.createElement('iframe'); f.src = URL.createObjectURL(new Blob(['<img src="https://a.test/p">'], {type: 'text/html'})); document.body.append(f)
var f = document.createElement('iframe'); f.src = "javascript:fetch('https://a.test/x')"; document.body.append(f)
$.get('https://a.test/x')
$.post('https://a.test/x', {})
$.getJSON('https://a.test/x.json?callback=?', function (d) {})
jQuery.getScript('https://a.test/x.js')
$.ajax('https://a.test/x')
$.ajax({type: 'GET', url: 'https://a.test/x'})
jQuery.ajax({url: '//a.test/x', dataType: 'jsonp'})
$('#wetter').load('https://a.test/x #teil')
$('<img src="https://a.test/p">').appendTo('body')
$('<img>', {src: 'https://a.test/p'})
$('body').append('<script src="https://a.test/x.js"></script>')
jQuery('#k').html("<iframe src='https://a.test/f'></iframe>")
$('img').attr('src', 'https://a.test/p')
$('img').attr({src: 'https://a.test/p', alt: ''})
$('#kopf').css('background-image', 'url(https://a.test/b.png)')
$('#kopf').css({backgroundImage: 'url(https://a.test/b.png)'})
axios.get('https://a.test/x')
axios({method: 'post', url: 'https://a.test/x'})
axios.create({baseURL: 'https://a.test/api'})
axios.defaults.baseURL = 'https://a.test/api'
L.tileLayer('https://{s}.tile.a.test/{z}/{x}/{y}.png', {}).addTo(karte) ## a.tile.a.test
new L.TileLayer('https://tile.a.test/{z}/{x}/{y}.png').addTo(karte)
new maplibregl.Map({container: 'karte', style: 'https://a.test/style.json'})
new mapboxgl.Map({style: 'https://a.test/style.json'})
d3.csv('https://a.test/d.csv').then(zeichne)
d3.json("https://a.test/d.json")
lottie.loadAnimation({container: e, path: 'https://a.test/a.json'})
new Howl({src: ['https://a.test/a.mp3']})
new FullCalendar.Calendar(e, {events: 'https://a.test/termine.json'}).render()
Sentry.init({dsn: 'https://k@o1.a.test/1'})
io('https://a.test')
requirejs(['https://a.test/x.js'], function () {})
html`<img src="https://a.test/p">`; document.body.innerHTML = `<img src="https://a.test/p">`
window.location = 'https://a.test/'
location = '//a.test/'
location.href = 'https://a.test/'
window.location.href = "https://a.test/"
document.location = 'https://a.test/'
document.location.href = 'https://a.test/'
top.location.href = 'https://a.test/'
parent.location = 'https://a.test/'
location.assign('https://a.test/')
location.replace('https://a.test/')
window.location.replace('https://a.test/')
self.location['href'] = 'https://a.test/'
location.host = 'a.test'
location.hostname = 'a.test'
setTimeout(function () { location.href = 'https://a.test/' }, 3000)
setTimeout(() => location.replace('https://a.test/'), 3000)
if (!sessionStorage.x) location = 'https://a.test/'
var a = document.createElement('a'); a.href = 'https://a.test/'; a.click()
document.forms.f.action = 'https://a.test/'; document.forms.f.submit()
el.animate([{backgroundImage: 'url(https://a.test/a)'}], 100)
var m = document.createElement('meta'); m.httpEquiv = 'refresh'; m.content = '0;url=https://a.test/'; document.head.append(m)
var b = document.createElement('base'); b.href = 'https://a.test/'; document.head.append(b)
var l = document.createElement('link'); l.rel = 'preconnect'; l.href = 'https://a.test'; document.head.append(l)
var l = document.createElement('link'); l.rel = 'dns-prefetch'; l.href = '//a.test'; document.head.append(l)
var l = document.createElement('link'); l.setAttribute('rel', 'prefetch'); l.setAttribute('href', 'https://a.test/x'); document.head.append(l)
document.head.append(Object.assign(document.createElement('link'), {rel: 'preload', as: 'font', href: 'https://a.test/f.woff2'}))
"""
VALUES = r"""
fetch('https://' + 'a.test' + '/x')
fetch('ht' + 'tps:' + '//a.te' + 'st/x')
fetch('\x68\x74\x74\x70\x73://a.test/x')
fetch('\u0068ttps://a.test/x')
fetch('\u{68}ttps://a.test/x')
fetch('\150ttps://a.test/x')
fetch('https://a.te\
st/x')
fetch(`https://${'a.test'}/x`)
fetch(`https://a.test/x?p=${location.pathname}`)
fetch('https://a.test' + location.pathname)
fetch('https://a.test/' + encodeURIComponent(document.title) + '/x')
fetch("//" + "a.test" + pfad)
fetch(location.protocol + '//a.test/x')
fetch((location.protocol == 'https:' ? 'https://ssl' : 'http://www') + '.a.test/ga.js') ## ssl.a.test www.a.test
fetch(('https:' == document.location.protocol ? 'https://' : 'http://') + 'a.test/x')
fetch(window.fehlt || 'https://a.test/x')
fetch(cond ? 'https://a.test/x' : 'https://b.test/x')
fetch(cond && 'https://a.test/x')
fetch(window.ziel ?? '//a.test/x')
fetch(['https:', '', 'a.test', 'x'].join('/'))
fetch(['https://a', 'test/x'].join('.'))
fetch('x/tset.a//:sptth'.split('').reverse().join(''))
fetch([...'x/tset.a//:sptth'].reverse().join(''))
fetch('https://'.concat('a.test', '/x'))
fetch('https://a.xxx/x'.replace('xxx', 'test'))
fetch('hXXps://a[.]test/x'.replace('XX', 'tt').replace('[.]', '.'))
fetch('hxxps://a.test/x'.replace(/xx/, 'tt'))
fetch('https#//a.test/x'.replaceAll('#', ':'))
fetch(atob('aHR0cHM6Ly9hLnRlc3QveA=='))
fetch(window.atob('aHR0cHM6Ly9hLnRlc3QveA=='))
fetch(atob('aHR0cHM6Ly9h' + 'LnRlc3QveA=='))
fetch(decodeURIComponent('https%3A%2F%2Fa.test%2Fx')) ## a.test
fetch(unescape('%68%74%74%70%73%3A//a.test/x'))
fetch(decodeURI('%68ttps://a.test/x'))
fetch(String.fromCharCode(104,116,116,112,115,58,47,47,97,46,116,101,115,116,47,120)) ## a.test
fetch(String.fromCharCode(...[104,116,116,112,115,58,47,47,97,46,116,101,115,116])) ## a.test
fetch(String.fromCharCode.apply(null, [104,116,116,112,115,58,47,47,97,46,116,101,115,116])) ## a.test
fetch(String.fromCodePoint(0x68, 0x74, 0x74, 0x70, 0x73, 0x3a, 47, 47, 97, 46, 116, 101, 115, 116)) ## a.test
fetch('HTTPS://A.TEST/X'.toLowerCase()) ## a.test
fetch('  https://a.test/x  '.trim())
fetch(String('https://a.test/x'))
fetch(new String('https://a.test/x'))
fetch('https://a.test/x'.toString())
fetch(String.raw`https://a.test/x`)
const u = 'https://a.test/x'; fetch(u)
var u; u = 'https://a.test/x'; fetch(u)
let u = 'https://'; u += 'a.test'; u += '/x'; fetch(u)
const base = 'https://a.test'; const url = base + '/x'; fetch(url)
const host = 'a.test'; fetch(`https://${host}/x`)
const cfg = {api: 'https://a.test/x'}; fetch(cfg.api)
const cfg = {api: {url: 'https://a.test/x'}}; fetch(cfg.api.url)
const cfg = {'a-b': 'https://a.test/x'}; fetch(cfg['a-b'])
const {api} = {api: 'https://a.test/x'}; fetch(api)
const {api: {url = 'https://a.test/x'} = {}} = opts; fetch(url)
const [a, b] = ['x', 'https://a.test/x']; fetch(b)
const urls = ['https://a.test/x', 'https://b.test/x']; fetch(urls[1]) ## b.test
const urls = ['https://a.test/x', 'https://b.test/x']; urls.forEach(u => fetch(u))
['https://a.test/x', 'https://b.test/x'].map(function (u) { return fetch(u) })
for (const u of ['https://a.test/x', 'https://b.test/x']) fetch(u)
for (var i = 0, u = ['https://a.test/x', 'https://b.test/y']; i < 2; i++) fetch(u[i])
Promise.all(['https://a.test/x'].map(u => fetch(u)))
const teile = ['https://a', '.test']; fetch(teile[0] + teile[1])
const o = {...{u: 'https://a.test/x'}}; fetch(o.u)
window.ZIEL = 'https://a.test/x'; fetch(window.ZIEL)
ZIEL = 'https://a.test/x'; fetch(ZIEL)
function hole(u) { return fetch(u) } hole('https://a.test/x')
const hole = u => fetch(u); hole('https://a.test/x')
const hole = async function (u) { const r = await fetch(u); return r.json() }; hole('https://a.test/x')
function hole(u) { fetch(u) } function start(v) { hole(v) } start('https://a.test/x')
function hole(u = 'https://a.test/x') { fetch(u) } hole()
function hole({url}) { fetch(url) } hole({url: 'https://a.test/x'})
function adresse() { return 'https://a.test/x' } fetch(adresse())
const adresse = () => 'https://a.test/x'; fetch(adresse())
function teil(p) { return 'https://a.test/' + p } fetch(teil('x'))
(function (u) { fetch(u) })('https://a.test/x')
!function (u) { fetch(u) }('https://a.test/x')
(u => fetch(u))('https://a.test/x')
(function (u) { fetch(u) }).call(this, 'https://a.test/x')
(function () { fetch(arguments[0]) }); var lader = {lade: function (u) { fetch(u) }}; lader.lade('https://a.test/x')
function lade(src) { var s = document.createElement('script'); s.src = src; document.head.appendChild(s) } lade('https://a.test/x.js')
Promise.resolve('https://a.test/x').then(u => fetch(u))
setTimeout(function (u) { fetch(u) }, 100, 'https://a.test/x')
const tag = '<img src="' + 'https://a.test/p' + '">'; document.body.innerHTML = tag
var u = 'https://a.test/'; document.write('<img src="' + u + 'p.gif">')
document.body.innerHTML = ['<img', ' src="https://a.test/p"', '>'].join('')
fetch('https://' + sub + '.a.test/x')
fetch('https://cdn' + n + '.a.test/x') ## a.test
fetch(`//${kunde}.a.test`)
fetch('https://nutzer:pw@a.test/x')
fetch('https://a.test:8443/x')
fetch('https://praxis.example.a.test/x') ## praxis.example.a.test
fetch('https://praxis.example:8443/x') ## praxis.example
fetch('https://ａ.test/x') ## a.test
fetch('https:/' + '/a.test')
var w = window, d = w.document, i = d.createElement('img'); i.src = '//a.test/p'
(function(w,d,s,l,i){w[l]=w[l]||[];w[l].push({'gtm.start':new Date().getTime(),event:'gtm.js'});var f=d.getElementsByTagName(s)[0],j=d.createElement(s),dl=l!='dataLayer'?'&l='+l:'';j.async=true;j.src='https://www.tagmanager.test/gtm.js?id='+i+dl;f.parentNode.insertBefore(j,f);})(window,document,'script','dataLayer','GTM-X');
!function(f,b,e,v,n,t,s){if(f.fbq)return;n=f.fbq=function(){n.callMethod?n.callMethod.apply(n,arguments):n.queue.push(arguments)};if(!f._fbq)f._fbq=n;n.push=n;n.loaded=!0;n.version='2.0';n.queue=[];t=b.createElement(e);t.async=!0;t.src=v;s=b.getElementsByTagName(e)[0];s.parentNode.insertBefore(t,s)}(window,document,'script','https://connect.soziales.test/en_US/fbevents.js');fbq('init','1');
(function(h,o,t,j,a,r){h.hj=h.hj||function(){(h.hj.q=h.hj.q||[]).push(arguments)};h._hjSettings={hjid:1,hjsv:6};a=o.getElementsByTagName('head')[0];r=o.createElement('script');r.async=1;r.src=t+h._hjSettings.hjid+j+h._hjSettings.hjsv;a.appendChild(r);})(window,document,'https://static.warm.test/c/hotjar-','.js?sv=');
(function(c,l,a,r,i,t,y){c[a]=c[a]||function(){(c[a].q=c[a].q||[]).push(arguments)};t=l.createElement(r);t.async=1;t.src="https://www.klar.test/tag/"+i;y=l.getElementsByTagName(r)[0];y.parentNode.insertBefore(t,y);})(window,document,"clarity","script","x");
var _gaq=_gaq||[];(function(){var ga=document.createElement('script');ga.async=true;ga.src=('https:'==document.location.protocol?'https://ssl':'http://www')+'.analyse.test/ga.js';var s=document.getElementsByTagName('script')[0];s.parentNode.insertBefore(ga,s);})(); ## ssl.analyse.test www.analyse.test
(function(i,s,o,g,r,a,m){i['GoogleAnalyticsObject']=r;i[r]=i[r]||function(){(i[r].q=i[r].q||[]).push(arguments)},i[r].l=1*new Date();a=s.createElement(o),m=s.getElementsByTagName(o)[0];a.async=1;a.src=g;m.parentNode.insertBefore(a,m)})(window,document,'script','//www.analyse.test/analytics.js','ga');
var _paq=window._paq=window._paq||[];_paq.push(['trackPageView']);(function(){var u="//matomo.test/";_paq.push(['setTrackerUrl',u+'matomo.php']);_paq.push(['setSiteId','1']);var d=document,g=d.createElement('script'),s=d.getElementsByTagName('script')[0];g.async=true;g.src=u+'matomo.js';s.parentNode.insertBefore(g,s);})();
(function(d,t){var BASE_URL="https://chat.test";var g=d.createElement(t),s=d.getElementsByTagName(t)[0];g.src=BASE_URL+"/packs/js/sdk.js";g.defer=true;s.parentNode.insertBefore(g,s);g.onload=function(){window.sdk.run({baseUrl:BASE_URL})}})(document,"script");
window.$crisp=[];(function(){d=document;s=d.createElement("script");s.src="https://client.chat.test/l.js";s.async=1;d.getElementsByTagName("head")[0].appendChild(s);})();
(function(m,e,t,r,i,k,a){m[i]=m[i]||function(){(m[i].a=m[i].a||[]).push(arguments)};k=e.createElement(t),a=e.getElementsByTagName(t)[0],k.async=1,k.src=r,a.parentNode.insertBefore(k,a)})(window,document,"script","https://mc.metrik.test/tag.js","ym");
window.intercomSettings={};(function(){var w=window;var l=function(){var s=d.createElement('script');s.src='https://widget.telefon.test/widget/x';var x=d.getElementsByTagName('script')[0];x.parentNode.insertBefore(s,x)};var d=document;if(w.attachEvent){w.attachEvent('onload',l)}else{w.addEventListener('load',l,false)}})();
window.App = {cfg: {u: 'https://a.test/x'}}; fetch(App.cfg.u)
fetch(Array.from('https://a.test').join(''))
fetch`https://a.test/x`
const imgs = ['//a.test/1.png', '//b.test/2.png']; for (const i in imgs) { const e = new Image(); e.src = imgs[i] }
Object.keys(o).forEach(k => fetch(o[k])); var o = {a: 'https://a.test/x'}
var st = document.createElement('style'); st.appendChild(document.createTextNode('@import url(https://a.test/s.css)')); document.head.appendChild(st)
var sc = document.createElement('script'); sc.appendChild(document.createTextNode("fetch('https://a.test/x')")); document.head.append(sc)
['https://a.test/a.js'].map(lade); function lade(u) { var s = document.createElement('script'); s.src = u; document.head.appendChild(s) }
const client = {get(p) { return fetch('https://a.test' + p) }}; client.get('/x')
var a = 'ht', b = 'tps:', c = '//', d = 'a.te', e = 'st'; location = a + b + c + d + e ## a.test
Alpine.data('x', () => ({init() { fetch('https://a.test/x') }}))
self.addEventListener('install', e => e.waitUntil(caches.open('x').then(c => c.addAll(['/', 'https://a.test/x.css']))))
const t = trustedTypes.createPolicy('p', {createHTML: x => x}); el.innerHTML = t.createHTML('<img src=https://a.test/p>')
"""
MOMENTS = r"""
customElements.define('x-y', class extends HTMLElement { connectedCallback() { this.innerHTML = '<img src="https://a.test/p">' } })
addEventListener('load', () => fetch('https://a.test/x'))
document.addEventListener('DOMContentLoaded', function () { fetch('https://a.test/x') })
window.onload = function () { fetch('https://a.test/x') }
document.addEventListener('scroll', lade); function lade() { fetch('https://a.test/x') }
['mousemove', 'touchstart', 'keydown'].forEach(e => addEventListener(e, lade)); function lade() { fetch('https://a.test/x') }
el.addEventListener('mouseover', () => fetch('https://a.test/x'))
el.addEventListener('focus', () => fetch('https://a.test/x'))
img.onerror = () => { img.src = 'https://a.test/p' }
new IntersectionObserver(es => es.forEach(e => { e.target.src = 'https://a.test/p' })).observe(el)
document.addEventListener('visibilitychange', () => navigator.sendBeacon('https://a.test/b'))
addEventListener('pagehide', () => navigator.sendBeacon('https://a.test/b'))
requestAnimationFrame(() => fetch('https://a.test/x'))
requestIdleCallback(() => fetch('https://a.test/x'))
queueMicrotask(() => fetch('https://a.test/x'))
setInterval(() => fetch('https://a.test/x'), 60000)
$(function () { $.get('https://a.test/x') })
$(document).ready(function () { $.get('https://a.test/x') })
$(window).on('load scroll', function () { $.get('https://a.test/x') })
function lade() { fetch('https://a.test/x') } btn.onclick = lade; lade()
btn.addEventListener('click', lade); addEventListener('load', lade); function lade() { fetch('https://a.test/x') }
btn.addEventListener('click', () => { new Image().src = 'https://a.test/p' }); btn.click()
const b = document.getElementById('b'); b.onclick = () => fetch('https://a.test/x'); b.dispatchEvent(new Event('click'))
$('#b').on('click', () => $.get('https://a.test/x')); $('#b').trigger('click')
const s = document.querySelector('#s'); s.oninput = () => fetch('https://a.test/x'); s.oninput()
el.addEventListener(ereignis, () => fetch('https://a.test/x'))
try { fetch('https://a.test/x') } catch { fetch('https://b.test/x') }
switch (x) { case 1: fetch('https://a.test/x') }
label: for (;;) { fetch('https://a.test/x'); break label }
async function* g() { yield fetch('https://a.test/x') } g().next()
class A { static { fetch('https://a.test/x') } }
class A { static x = fetch('https://a.test/x') }
<!-- Kommentar
fetch('https://a.test/x') //-->
#!/usr/bin/env node
fetch('https://a.test/x')
fetch('https://a.test/x') /* // */
x = a / fetch('https://a.test/x') / 2
/[/"']/.test(x); fetch('https://a.test/x')
`${`${fetch('https://a.test/x')}`}`
if (true) { var kaputt = ; } fetch('https://a.test/x')
"""


def _cases(table: str) -> list[tuple[str, set[str]]]:
    import re

    joined = re.sub(r"(\\|Kommentar|node)\n", "\\1\x00", table.strip("\n"))
    found = []
    for line in joined.split("\n"):
        code, _, hosts = line.replace("\x00", "\n").partition(" ## ")
        expected = set(hosts.split()) or set(
            re.findall(r"(?<![\w.-])(?:[\w-]+\.)*\w+\.test\b", re.sub(r"\\\n|'\s*\+\s*'|\" \+ \"", "", code))
        )
        found.append((code, expected or {"a.test"}))
    return found


@pytest.mark.parametrize(("code", "hosts"), _cases(SINKS), ids=lambda v: v[:70] if isinstance(v, str) else "")
def test_sinks(script, code, hosts):
    assert script(code).alarms == hosts


@pytest.mark.parametrize(
    ("code", "hosts"), _cases(VALUES), ids=lambda v: v[:70] if isinstance(v, str) else ""
)
def test_values(script, code, hosts):
    assert script(code).alarms == hosts


@pytest.mark.parametrize(
    ("code", "hosts"), _cases(MOMENTS), ids=lambda v: v[:70] if isinstance(v, str) else ""
)
def test_moments(script, code, hosts):
    assert script(code).alarms == hosts

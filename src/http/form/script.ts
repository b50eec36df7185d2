import { workBits } from "./guard.ts";

/**
 * What a browser with scripts does more: finds where the resident is, does the work in place of a question, and lets a form
 * go out once. The page works without it.
 */
export const pageScript = `(function(){
var d=document,$=function(i){return d.getElementById(i)},here=$("here"),ask=$("question");
if(here&&navigator.geolocation){here.hidden=false;here.onclick=function(){var told=$("here-told");
navigator.geolocation.getCurrentPosition(function(p){$("latitude").value=p.coords.latitude.toFixed(5);
$("longitude").value=p.coords.longitude.toFixed(5);told.textContent=here.dataset.found},
function(){told.textContent=here.dataset.failed},{timeout:15000,enableHighAccuracy:true})}}
if(ask&&window.crypto&&crypto.subtle){var told=$("work-told"),token=$("ask").value,code=new TextEncoder();
told.textContent=ask.dataset.proving;(async function(){for(var n=0;;n++){
var h=new DataView(await crypto.subtle.digest("SHA-256",code.encode(token+":"+n))).getUint32(0);
if(h>>>${32 - workBits}===0)break}
$("work").value=n;ask.hidden=true;told.textContent=ask.dataset.proved})()}
if($("look"))setTimeout(function(){location.reload()},3000);
d.querySelectorAll("form").forEach(function(f){var sent=false;f.addEventListener("submit",function(e){
if(sent)e.preventDefault();sent=true;setTimeout(function(){sent=false},20000)})});
addEventListener("pageshow",function(){var first=d.querySelector("[aria-invalid=true]");if(first)first.focus()})
})()`;
